/** Checks of one workspace. Part of the catalogue. */
import { z } from "zod";
import { CheckOutline, CheckRunView } from "#shared/checks/views";
import { CheckRunId } from "#shared/ids";
import { call } from "#shared/socket/message";

const nothing = z.object({});

export const checkCalls = {
  /** What is checked here and the last runs, newest first. */
  "check:list": call("view", nothing, z.object({ outline: CheckOutline, runs: z.array(CheckRunView) })),
  /** Builds what is in the files, deploys it and runs every check; `check:changed` tells how it goes. One at a time. */
  "check:run": call("drive", nothing, CheckRunView),
  "check:cancel": call("drive", z.object({ id: CheckRunId }), nothing),
} as const;

export const checkNotices = {
  /** A run with all that is known of it, whenever a step begins or ends. */
  "check:changed": CheckRunView,
} as const;
