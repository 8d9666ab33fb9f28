import type { Builds } from "#server/builds/builds";
import type { CallHandlers } from "#server/sockets/handlers";

/** The calls of the builds room. */
export function createBuildHandlers(builds: Builds): Pick<CallHandlers, "build:start" | "build:cancel" | "build:log"> {
  return {
    "build:start": ({ workspace }) => builds.start(workspace),
    "build:cancel": async ({ workspace }, { id }) => {
      await builds.cancel(workspace, id);
      return {};
    },
    "build:log": ({ workspace }, { id, from }) => builds.log(workspace, id, from),
  };
}
