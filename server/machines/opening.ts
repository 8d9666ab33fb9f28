import type { Machine } from "#server/machines/machine";

/** A machine in the making, with everybody who waits for it. */
export interface Opening {
  readonly machine: Promise<Machine>;
  readonly stages: Set<(stage: string) => void>;
  last: string | undefined;
}

/** Everybody who opens the same machine gets the same creation and hears its stages from where it is. */
export function shareOpening(
  openings: Map<string, Opening>,
  text: string,
  create: (stage: (text: string) => void) => Promise<Machine>,
  onStage: ((stage: string) => void) | undefined,
): Promise<Machine> {
  const present = openings.get(text);
  if (present) {
    if (onStage) present.stages.add(onStage);
    if (present.last !== undefined) onStage?.(present.last);
    return present.machine;
  }
  const stages = new Set(onStage ? [onStage] : []);
  const machine = Promise.resolve()
    .then(() => create(announce))
    .finally(() => openings.delete(text));
  const entry: Opening = { machine, stages, last: undefined };
  function announce(stage: string): void {
    entry.last = stage;
    for (const listener of stages) listener(stage);
  }
  openings.set(text, entry);
  return machine;
}
