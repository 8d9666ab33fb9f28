import { inReadersLanguage } from "#app/i18n/sentences";
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

const elsewhere = "Something went wrong on this page. Reload it and try again.";

/** The sentence to show for whatever was thrown, in the reader's language; never a stack or a foreign message. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof CallError)) return inReadersLanguage(elsewhere);
  const { sentence, reference } = error.failure;
  const said = inReadersLanguage(sentence);
  if (reference === undefined || sentence.includes(reference)) return said;
  return `${said} ${inReadersLanguage(`(reference ${reference})`)}`;
}
