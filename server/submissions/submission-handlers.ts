import type { CallHandlers } from "#server/sockets/handlers";
import type { Submissions } from "#server/submissions/submissions";
import type { submissionCalls } from "#shared/socket/submissions";

/** The calls about handing in. */
export function createSubmissionHandlers(submissions: Submissions): Pick<CallHandlers, keyof typeof submissionCalls> {
  return {
    "submission:plan": ({ workspace }) => submissions.plan(workspace),
    "submission:hand-in": ({ workspace }, wish) => submissions.handIn(workspace, wish),
  };
}
