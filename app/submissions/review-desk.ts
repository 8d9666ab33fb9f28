import { createStore, type StoreApi } from "zustand/vanilla";
import { addFeedback, changeFeedback, removeFeedback, setReleased, setResult } from "#app/submissions/submission-http";
import type { FeedbackAnchor, FeedbackView, ResultWish, ReviewView } from "#shared/submissions/feedback";

/** What of a submission is looked at. */
export const submissionTabs = ["files", "answers", "check", "recordings"] as const;
export type SubmissionTab = (typeof submissionTabs)[number];

/** What the page of a submission shows now. */
export interface ReviewState {
  readonly review: ReviewView;
  readonly tab: SubmissionTab;
  /** The file that is shown; null: there is none. */
  readonly path: string | null;
  /** A line to go to; `again` counts, so that the same line can be gone to twice. */
  readonly line: { readonly number: number; readonly again: number } | null;
  /** A moment to go to. */
  readonly moment: { readonly recording: string; readonly at: number } | null;
  /** What a new remark would be about; null while none is written. */
  readonly composing: FeedbackAnchor | null;
}

/** One submission on its reader's desk. */
export interface ReviewDesk extends StoreApi<ReviewState> {
  show(tab: SubmissionTab): void;
  openFile(path: string): void;
  /** Goes to what a remark is about. */
  goTo(anchor: FeedbackAnchor): void;
  /** Begins a remark. */
  compose(anchor: FeedbackAnchor | null): void;
  add(anchor: FeedbackAnchor, text: string): Promise<void>;
  change(remark: FeedbackView, text: string): Promise<void>;
  remove(remark: FeedbackView): Promise<void>;
  setResult(wish: ResultWish): Promise<void>;
  setReleased(released: boolean): Promise<void>;
}

/** A desk at its beginning: the first file is open. */
export function createReviewDesk(submission: string, review: ReviewView, paths: readonly string[]): ReviewDesk {
  const store = createStore<ReviewState>(() => ({
    ...{ review, tab: "files", path: paths[0] ?? null, line: null, moment: null, composing: null },
  }));

  function withFeedback(change: (feedback: readonly FeedbackView[]) => FeedbackView[]): void {
    store.setState(({ review: before }) => ({ review: { ...before, feedback: change(before.feedback) } }));
  }

  return {
    ...store,
    show: (tab) => store.setState({ tab }),
    openFile: (path) => store.setState({ tab: "files", path, line: null }),
    goTo(anchor) {
      if (anchor.kind === "step") store.setState({ tab: "check" });
      if (anchor.kind === "recording") store.setState({ tab: "recordings", moment: { ...anchor } });
      if (anchor.kind !== "line") return;
      store.setState(({ line }) => ({
        ...{ tab: "files", path: anchor.path },
        line: { number: anchor.line, again: (line?.again ?? 0) + 1 },
      }));
    },
    compose: (composing) => store.setState({ composing }),
    async add(anchor, text) {
      const added = await addFeedback(submission, { anchor, text });
      withFeedback((feedback) => [...feedback, added]);
      store.setState({ composing: null });
    },
    async change({ id }, text) {
      const changed = await changeFeedback(submission, id, text);
      withFeedback((feedback) => feedback.map((one) => (one.id === id ? changed : one)));
    },
    async remove({ id }) {
      await removeFeedback(submission, id);
      withFeedback((feedback) => feedback.filter((one) => one.id !== id));
    },
    async setResult(wish) {
      const result = await setResult(submission, wish);
      store.setState(({ review: before }) => ({ review: { ...before, result } }));
    },
    async setReleased(released) {
      const result = await setReleased(submission, released);
      store.setState(({ review: before }) => ({ review: { ...before, result } }));
    },
  };
}
