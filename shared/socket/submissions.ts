/** Handing in. Part of the catalogue. */
import { z } from "zod";
import { call } from "#shared/socket/message";
import { HandedIn, HandInPlan, HandInWish } from "#shared/submissions/submission";

export const submissionCalls = {
  /** What handing in would take along now. */
  "submission:plan": call("own", z.object({}), HandInPlan),
  /** Takes the files as they are at this moment. Durable when it is answered; asked again with the same key, it answers the same. */
  "submission:hand-in": call("own", HandInWish, HandedIn),
} as const;

export const submissionNotices = {
  /** Something was handed in, from whichever page. */
  "submission:added": HandedIn,
} as const;
