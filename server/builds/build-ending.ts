import type { BuildChange } from "#server/builds/build-record";
import type { KeeperEnding } from "#server/keeper/protocol";

/** Why a build was told to end, if it was. */
export type Stopped = "cancelled" | "timed-out" | undefined;

/** Shells report a program that signal N ended as 128 + N. */
const signalBase = 128;

/** How a build whose program ended is recorded, before its artifacts are looked for. `null`: it ended well. */
export function describeEnding(
  ending: KeeperEnding,
  stopped: Stopped,
  timeoutSeconds: number,
  outOfMemory: boolean,
): BuildChange | null {
  if (ending.by !== "code" && ending.by !== "signal") {
    return { state: "failed", stage: "The build's program was lost. Build again." };
  }
  const exitCode = ending.by === "code" ? ending.code : signalBase + ending.signal;
  if (stopped === "cancelled") return { state: "cancelled", exitCode };
  if (stopped === "timed-out") {
    return {
      state: "timed-out",
      exitCode,
      stage: `The build was ended because it took longer than ${timeoutSeconds} seconds, the experiment's limit.`,
    };
  }
  if (outOfMemory) {
    return {
      state: "failed",
      exitCode,
      stage: "A program of the build was ended because the toolchain's memory was used up.",
    };
  }
  if (ending.by === "signal")
    return { state: "failed", exitCode, stage: `The build was ended by signal ${ending.signal}.` };
  return exitCode === 0 ? null : { state: "failed", exitCode };
}
