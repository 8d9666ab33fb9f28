import type { FeedbackView } from "#shared/submissions/feedback";

const kinds = ["general", "line", "step", "recording"] as const;

/** What is about all of it first, then file by file and line by line, then the check and the recordings. */
export function inOrder(feedback: readonly FeedbackView[]): readonly FeedbackView[] {
  return feedback.toSorted((a, b) => {
    const kind = kinds.indexOf(a.anchor.kind) - kinds.indexOf(b.anchor.kind);
    if (kind !== 0) return kind;
    if (a.anchor.kind === "line" && b.anchor.kind === "line")
      return a.anchor.path.localeCompare(b.anchor.path) || a.anchor.line - b.anchor.line || a.at - b.at;
    return a.at - b.at;
  });
}
