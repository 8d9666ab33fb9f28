import { z } from "zod";

/** Why a call was refused; the interface chooses the place of the message by this code. */
export const FailureCode = z.enum([
  "invalid", // the request does not have the form that the catalogue asks for
  "unauthenticated", // no ticket, or one that has expired: fetch a fresh one
  "unknown", // it does not exist, or it is not yours: both answer alike
  "forbidden", // it is yours to see, but not to change
  "conflict", // it has changed since you read it
  "busy", // something else is under way; try again
  "limit", // a quota or a size limit is reached
  "refused", // the state does not allow it (start before deploy, for instance)
  "unavailable", // the engine or a container does not answer
  "internal", // ours; logged with the reference
]);
export type FailureCode = z.infer<typeof FailureCode>;

export const Failure = z.object({
  code: FailureCode,
  /** What happened, why, and what to do; written for the reader. */
  sentence: z.string(),
  /** Only with `internal`: what to quote to the operator. */
  reference: z.string().optional(),
});
export type Failure = z.infer<typeof Failure>;

/** An error whose sentence is written for the person who caused it. Anything else that is thrown is shown as a reference only. */
export class UserError extends Error {
  constructor(
    readonly code: FailureCode,
    sentence: string,
  ) {
    super(sentence);
    this.name = "UserError";
  }
}

/** What answers for a thing that is unknown or somebody else's: one sentence, so that nothing can be told apart. */
export function unknownThing(): UserError {
  return new UserError("unknown", "This does not exist, or you may not see it.");
}
