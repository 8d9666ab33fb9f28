import type { SharedText } from "#server/shared-texts/shared-text";
import type { SharedTexts } from "#server/shared-texts/shared-texts";
import type { Caller, CallHandlers, Hub, SignalHandlers } from "#server/sockets/handlers";
import { UserError } from "#shared/failures";
import type { TextId } from "#shared/ids";

type TextCalls = Pick<CallHandlers, "text:join" | "text:save" | "text:resolve" | "files:move" | "build:start">;
type TextSignals = Pick<SignalHandlers, "text:edit" | "text:cursor" | "text:leave">;

interface TextCallsParts {
  readonly texts: SharedTexts;
  readonly hub: Hub;
  readonly files: Pick<CallHandlers, "files:move">;
  readonly builds: Pick<CallHandlers, "build:start">;
}

/** The calls about texts that are edited together, and those that must know of them: what was typed is part of a build, and moves with its file. */
export function createTextCalls({ texts, hub, files, builds }: TextCallsParts): TextCalls {
  return {
    "text:join": (caller, { path, known }) => texts.join(caller, path, known),
    "text:save": async ({ workspace }, { id }) => {
      await texts.find(workspace, id).save();
      return {};
    },
    "text:resolve": async ({ workspace }, { id, keep, version }) => {
      await texts.find(workspace, id).resolve(keep, version);
      return {};
    },
    "files:move": async (caller, move) => {
      await texts.move(
        caller.workspace,
        move.from,
        move.to,
        async () => void (await files["files:move"](caller, move)),
      );
      hub.publish(caller.workspace, "files:moved", { from: move.from, to: move.to });
      return {};
    },
    "build:start": async (caller, input) => {
      await texts.settle(caller.workspace);
      return builds["build:start"](caller, input);
    },
  };
}

/** The signals about texts. */
export function createTextSignals(texts: SharedTexts): TextSignals {
  return {
    "text:edit": (caller, { id, number, update }) =>
      onText(texts, caller, id, (text) => text.edit(caller.viewer, number, update)),
    "text:cursor": (caller, { id, at }) => onText(texts, caller, id, (text) => text.point(caller.viewer, at)),
    "text:leave": (caller, { id }) => texts.leave(caller, id),
  };
}

/** A page that speaks of a text which is not shared (any more) is told so: after a pause it may not know. */
function onText(texts: SharedTexts, { workspace, viewer }: Caller, id: TextId, work: (text: SharedText) => void): void {
  try {
    work(texts.find(workspace, id));
  } catch (error) {
    if (error instanceof UserError && error.code === "unknown") viewer.send("text:closed", { id });
    throw error;
  }
}
