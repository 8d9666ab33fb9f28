import { z } from "zod";
import { call } from "#shared/socket/message";
import { BuildView, CompositionView } from "#shared/views";

const nothing = z.object({});

/** Calls about what students write beside their programs: images and the Compose file. */
export const compositionCalls = {
  "composition:look": call("view", nothing, CompositionView),
  /** Builds the images and makes the instances what the files say, then starts them; answers when the build is under way, notices tell the rest. */
  "composition:up": call("drive", nothing, BuildView),
  /** Stops and removes every instance; files stay. Answers when they are gone. */
  "composition:down": call("drive", nothing, nothing),
} as const;

export const compositionNotices = {
  "composition:changed": CompositionView,
} as const;
