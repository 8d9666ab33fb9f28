import type { Pins } from "#server/images/pins";
import type { Instance } from "#server/instances/instance";
import type { Instances } from "#server/instances/instances";
import type { MachineEnvironment } from "#server/instances/machine-environment";
import type { LogStore } from "#server/logs/log-store";
import type { Asides } from "#server/machines/asides";
import type { Machines } from "#server/machines/machine";
import type { Run } from "#server/runs/runs";
import { instanceAddress, type Workspace } from "#server/workspaces/workspace";
import type { RunId } from "#shared/ids";

/** What steps of a check act on: one workspace, with runs that began in this check. */
export interface Scene {
  readonly workspace: Workspace;
  readonly all: readonly Instance[];
  readonly instances: Pick<Instances, "controls" | "ordered">;
  readonly machines: Machines;
  readonly environment: MachineEnvironment;
  readonly asides: Asides;
  readonly pins: Pick<Pins, "imageFor">;
  readonly logs: Pick<LogStore, "read">;
  /** Aborts when the run of checks is over or cancelled. */
  readonly signal: AbortSignal;
  /** The instance of a name; the reader of the checks has seen to it that there is one. */
  instance(name: string): Instance;
  addressOf(name: string): string;
  /** The newest run of an instance that began in this check. */
  runOf(instance: Instance): Run | undefined;
}

type SceneParts = Pick<
  Scene,
  "workspace" | "all" | "instances" | "machines" | "environment" | "asides" | "pins" | "logs" | "signal"
>;

/** The scene of one check: what ran before does not count in it. */
export function createScene(parts: SceneParts): Scene {
  const earlier = new Set<RunId>(parts.all.flatMap(({ run }) => (run === undefined ? [] : [run.id])));

  function instance(name: string): Instance {
    const found = parts.all.find((one) => one.name === name);
    if (found === undefined) throw new Error(`no instance ${name}`);
    return found;
  }

  return {
    ...parts,
    instance,
    addressOf: (name) => instanceAddress(parts.workspace, instance(name).name),
    runOf: ({ run }) => (run === undefined || earlier.has(run.id) ? undefined : run),
  };
}

/** How often a condition of the world is looked at: a tenth of what one notices. */
const LOOK_MS = 40;

/** Resolves true as soon as the condition holds, false at the deadline (`performance.now()`). Rejects with the signal's reason when it aborts. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  deadline: number,
  signal: AbortSignal,
): Promise<boolean> {
  for (;;) {
    signal.throwIfAborted();
    if (await condition()) return true;
    if (performance.now() >= deadline) return false;
    await pause(LOOK_MS, signal);
  }
}

/** Waits; ends early when the signal aborts. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener("abort", done, { once: true });
  });
}
