import { isOver } from "#shared/states";
import type { BuildView } from "#shared/views";

/** The newest build that ran to its end: what the compiler said in it holds until the next one has. A cancelled build says nothing about the files. */
export function judgedBuild(builds: readonly BuildView[]): BuildView | undefined {
  return builds.find((build) => isOver(build.state) && build.state !== "cancelled");
}
