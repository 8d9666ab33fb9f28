import { constants } from "node:os";
import type { Asked } from "#server/instances/instance";
import type { KeeperEnding } from "#server/keeper/protocol";
import type { RunChange } from "#server/runs/runs";

/** What is known about the end of a program. */
interface EndingFacts {
  readonly ending: KeeperEnding;
  readonly asked: Asked | undefined;
  /** The kernel killed a process of this machine for memory since the start. */
  readonly outOfMemory: boolean;
  readonly memoryBytes: number;
}

/** What a shell answers for a child that was ended by SIGKILL. */
const KILLED_CHILD_CODE = 128 + constants.signals.SIGKILL;

/** How a run is recorded that ended so: exited when it ended well or was asked to, else failed with a reason where a code says too little. */
export function describeEnding({ ending, asked, outOfMemory, memoryBytes }: EndingFacts): RunChange {
  if (ending.by === "code") {
    const { code } = ending;
    if (asked !== undefined || code === 0) return { state: "exited", exitCode: code };
    const reason = outOfMemory && code === KILLED_CHILD_CODE ? memoryReason(memoryBytes) : undefined;
    return { state: "failed", exitCode: code, reason };
  }
  if (ending.by === "signal") {
    const signal = signalName(ending.signal);
    if (asked !== undefined) return { state: "exited", signal };
    if (ending.signal === constants.signals.SIGKILL && outOfMemory)
      return { state: "failed", signal, reason: memoryReason(memoryBytes) };
    return { state: "failed", signal, reason: `The program was ended by ${signal}.` };
  }
  return { state: "failed", reason: "The program ended, but it is not known how." };
}

/** The name of a signal by its Linux number. */
export function signalName(signal: number): string {
  const found = Object.entries(constants.signals).find(([, number]) => number === signal);
  return found?.[0] ?? `signal ${signal}`;
}

/** The number of a signal by its name, with or without SIG; SIGTERM for a name that Linux does not know. */
export function signalNumber(name: string): number {
  const full = name.startsWith("SIG") ? name : `SIG${name}`;
  const found = Object.entries(constants.signals).find(([known]) => known === full);
  return found?.[1] ?? constants.signals.SIGTERM;
}

function memoryReason(bytes: number): string {
  return `The program was ended because it used more than its ${Math.round(bytes / 1024 / 1024)} MB of memory.`;
}
