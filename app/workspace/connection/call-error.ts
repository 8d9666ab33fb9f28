import type { Failure, FailureCode } from "#shared/failures";

/** A call that was refused or got no answer; `failure.sentence` is written for the reader. */
export class CallError extends Error {
  constructor(readonly failure: Failure) {
    super(failure.sentence);
    this.name = "CallError";
  }

  get code(): FailureCode {
    return this.failure.code;
  }
}

/** The sentence to show for whatever was thrown; never a stack or a foreign message. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof CallError)) return "Something went wrong on this page. Reload it and try again.";
  const { sentence, reference } = error.failure;
  return reference === undefined || sentence.includes(reference) ? sentence : `${sentence} (reference ${reference})`;
}
