import { CallError } from "#app/workspace/connection/call-error";
import type { Failure } from "#shared/failures";
import type { FeedbackView, FeedbackWish, ResultView, ResultWish, ReviewView } from "#shared/submissions/feedback";
import type { SubmissionEntry } from "#shared/submissions/overview";

/** What the owner of a workspace has handed in, newest first. Throws CallError. */
export async function fetchSubmissions(workspace: string): Promise<readonly SubmissionEntry[]> {
  const path = `/api/workspaces/${encodeURIComponent(workspace)}/submissions`;
  return (await ask<{ submissions: SubmissionEntry[] }>("GET", path)).submissions;
}

/** What was said about a submission, as the reader may see it. Throws CallError. */
export function fetchReview(submission: string): Promise<ReviewView> {
  return ask("GET", at(submission, "review"));
}

/** One more remark. Throws CallError. */
export function addFeedback(submission: string, wish: FeedbackWish): Promise<FeedbackView> {
  return ask("POST", at(submission, "feedback"), wish);
}

/** One's own remark in other words. Throws CallError. */
export function changeFeedback(submission: string, id: string, text: string): Promise<FeedbackView> {
  return ask("PUT", at(submission, "feedback", id), { text });
}

/** Takes one's own remark back. Throws CallError. */
export async function removeFeedback(submission: string, id: string): Promise<void> {
  await ask("DELETE", at(submission, "feedback", id));
}

/** Gives the result. Throws CallError, `conflict` when somebody else has changed it. */
export function setResult(submission: string, wish: ResultWish): Promise<ResultView> {
  return ask("PUT", at(submission, "result"), wish);
}

/** Shows result and feedback to the student, or hides them again. Throws CallError. */
export function setReleased(submission: string, released: boolean): Promise<ResultView> {
  return ask("PUT", at(submission, "release"), { released });
}

/** One's own workspace with what was handed in. Throws CallError. */
export async function makeCopy(submission: string): Promise<string> {
  return (await ask<{ workspace: string }>("POST", at(submission, "copy"))).workspace;
}

/** Removes it for good. Throws CallError. */
export async function removeCopy(submission: string): Promise<void> {
  await ask("DELETE", at(submission, "copy"));
}

function at(submission: string, ...parts: readonly string[]): string {
  return ["/api/submissions", ...[submission, ...parts].map(encodeURIComponent)].join("/");
}

/** The answer comes from the same version of the app, whose routes say what it is. */
async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  const sent =
    body === undefined ? {} : { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } };
  const response = await fetch(path, { method, cache: "no-store", ...sent }).catch(() => {
    throw new CallError({ code: "unavailable", sentence: "The server cannot be reached. Try again in a moment." });
  });
  const value: unknown = await response.json().catch(() => null);
  if (response.ok) return value as T;
  const isFailure = value !== null && typeof value === "object" && "sentence" in value && "code" in value;
  throw new CallError(
    isFailure
      ? (value as Failure)
      : { code: "unavailable", sentence: "The server could not do this now. Try again in a moment." },
  );
}
