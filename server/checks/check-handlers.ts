import type { Checks } from "#server/checks/checks";
import type { Compositions } from "#server/compositions/compositions";
import type { Caller, CallHandlers } from "#server/sockets/handlers";
import { UserError } from "#shared/failures";
import type { WorkspaceId } from "#shared/ids";
import type { checkCalls } from "#shared/socket/checks";

/** The calls of the checks room. */
export function createCheckHandlers(
  checks: Checks,
  compositions: Pick<Compositions, "isMoving">,
): Pick<CallHandlers, keyof typeof checkCalls> {
  return {
    "check:list": ({ workspace }) => checks.list(workspace),
    "check:run": ({ workspace, claims }) => {
      if (compositions.isMoving(workspace))
        throw new UserError("busy", "Up or Down is under way. Wait for its end, then check.");
      return checks.run(workspace, { id: claims.sub, name: claims.name });
    },
    "check:cancel": async ({ workspace }, { id }) => {
      await checks.cancel(workspace, id);
      return {};
    },
  };
}

/** The calls that would change what a check is looking at. */
const disturbing = [
  "build:start",
  "build:cancel",
  "instance:deploy",
  "instance:configure",
  "instance:start",
  "instance:start-all",
  "instance:stop-all",
  "instance:stop",
  "instance:kill",
  "instance:restart",
  "instance:pause",
  "instance:resume",
  "instance:reset",
  "composition:up",
  "composition:down",
  "submission:hand-in",
] as const satisfies readonly (keyof CallHandlers)[];

/** Throws while a run of checks has the instances of a workspace for itself. */
export function refuseDuringChecks(workspace: WorkspaceId, checks: Pick<Checks, "isRunning">): void {
  if (!checks.isRunning(workspace)) return;
  throw new UserError("busy", "The checks are running and have the instances for themselves. Wait, or cancel them.");
}

/** The same handlers, but those that would disturb a check wait for its end. */
export function undisturbed(handlers: CallHandlers, checks: Pick<Checks, "isRunning">): CallHandlers {
  const guarded = { ...handlers };
  for (const name of disturbing) guard(guarded, name, checks);
  return guarded;
}

function guard<N extends keyof CallHandlers>(handlers: CallHandlers, name: N, checks: Pick<Checks, "isRunning">): void {
  // A handler as TypeScript sees it for any name; what it takes and answers is passed on as it is.
  const handle = handlers[name] as (caller: Caller, input: unknown) => unknown;
  const careful = (caller: Caller, input: unknown) => {
    refuseDuringChecks(caller.workspace, checks);
    return handle(caller, input);
  };
  handlers[name] = careful as CallHandlers[N];
}
