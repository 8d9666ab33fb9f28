import { StateMark } from "#app/ui/state-mark";
import type { CheckPartState, CheckState } from "#shared/states";

/** The state of a check, its run or a step of it: what runs is not yet good news. */
export function CheckMark({
  state,
  word,
  className,
}: {
  state: CheckState | CheckPartState;
  word?: boolean;
  className?: string;
}) {
  return (
    <StateMark
      state={state === "running" ? "checking" : state}
      {...(word === undefined ? {} : { word })}
      {...(className === undefined ? {} : { className })}
    />
  );
}
