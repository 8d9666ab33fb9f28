import type { Compositions } from "#server/compositions/compositions";
import type { CallHandlers } from "#server/sockets/handlers";
import type { compositionCalls } from "#shared/socket/compositions";

/** The calls of the compositions room. */
export function createCompositionHandlers(
  compositions: Compositions,
): Pick<CallHandlers, keyof typeof compositionCalls> {
  return {
    "composition:look": ({ workspace }) => compositions.look(workspace),
    "composition:up": ({ workspace }) => compositions.up(workspace),
    "composition:down": async ({ workspace }) => {
      await compositions.down(workspace);
      return {};
    },
  };
}
