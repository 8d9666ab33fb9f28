import { useTranslations } from "next-intl";
import { memo } from "react";
import { useStateWord } from "#app/ui/state-mark";
import type { ClassInstance } from "#shared/class";
import type { InstanceState } from "#shared/states";

const hues: Record<InstanceState, string> = {
  empty: "text-faint",
  ready: "text-stopped",
  starting: "text-waiting",
  running: "text-running",
  paused: "text-waiting",
  stopping: "text-waiting",
  exited: "text-stopped",
  failed: "text-failed",
};

const size = 14;
const gap = 8;
/** The network's line; the hosts hang below it. */
const busY = 2;
const top = 8;

/** The hosts of a workspace on their network, each a box whose colour *and* drawing say its state; in words for the ear. */
export const MiniTopology = memo(function MiniTopology({ instances }: { instances: readonly ClassInstance[] }) {
  const t = useTranslations("class.topology");
  const sentenceOf = useSentence();
  if (instances.length === 0) return <span className="text-faint">{t("none")}</span>;
  const width = instances.length * (size + gap) - gap + 4;
  return (
    <span className="inline-block" title={instances.map(sentenceOf).join("\n")}>
      <span className="sr-only">{instances.map(sentenceOf).join(", ")}</span>
      <svg aria-hidden width={width} height={top + size + 2} className="block">
        <path d={`M1 ${busY}H${width - 1}`} strokeWidth={2} strokeLinecap="round" className="stroke-line-strong" />
        {instances.map((instance, index) => (
          <Host key={instance.name} instance={instance} x={2 + index * (size + gap)} />
        ))}
      </svg>
    </span>
  );
});

function Host({ instance, x }: { instance: ClassInstance; x: number }) {
  const ill = instance.state === "running" && instance.health === "unhealthy";
  const middle = x + size / 2;
  return (
    <g className={ill ? "text-failed" : hues[instance.state]}>
      <path d={`M${middle} ${busY + 1}V${top}`} stroke="currentColor" strokeWidth={1.5} />
      <Drawing state={ill ? "failed" : instance.state} x={x} />
    </g>
  );
}

function Drawing({ state, x }: { state: InstanceState; x: number }) {
  const full = state === "running" || state === "failed";
  const waiting = state === "starting" || state === "stopping";
  return (
    <>
      <rect
        x={x + 1}
        y={top + 1}
        width={size - 2}
        height={size - 2}
        rx={2.5}
        fill={full ? "currentColor" : "none"}
        stroke="currentColor"
        strokeWidth={1.5}
        strokeDasharray={state === "empty" || waiting ? "2.5 2" : undefined}
      />
      {state === "failed" ? (
        <path
          d={`M${x + 4.5} ${top + 4.5}l5 5m0 -5l-5 5`}
          strokeWidth={1.8}
          strokeLinecap="round"
          className="stroke-surface"
        />
      ) : null}
      {state === "exited" ? <rect x={x + 4.5} y={top + 4.5} width={5} height={5} fill="currentColor" /> : null}
      {state === "paused" ? <path d={`M${x + 5} ${top + 4}v6m4 -6v6`} stroke="currentColor" strokeWidth={1.5} /> : null}
      {waiting ? <circle cx={x + size / 2} cy={top + size / 2} r={2} fill="currentColor" /> : null}
    </>
  );
}

function useSentence(): (instance: ClassInstance) => string {
  const t = useTranslations("class.topology");
  const word = useStateWord();
  return ({ name, state, health, exitCode }) => {
    const said = { name, state: word(state) };
    if ((state === "exited" || state === "failed") && exitCode !== undefined)
      return t("ended", { ...said, code: exitCode });
    return state === "running" && health === "unhealthy" ? t("unhealthy", said) : t("is", said);
  };
}
