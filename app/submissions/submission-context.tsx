"use client";
import { createContext, type ReactNode, useContext } from "react";
import { useStore } from "zustand";
import type { SubmissionView } from "#app/_server/queries/submission";
import type { ReviewDesk, ReviewState } from "#app/submissions/review-desk";

interface Held {
  readonly submission: SubmissionView;
  readonly desk: ReviewDesk;
}

const Context = createContext<Held | null>(null);

/** Gives the submission to everything below. */
export function SubmissionProvider({ children, ...held }: Held & { children: ReactNode }) {
  return <Context value={held}>{children}</Context>;
}

/** The submission that the page shows; throws outside of a SubmissionProvider. */
export function useSubmission(): Held {
  const held = useContext(Context);
  if (held === null) throw new Error("useSubmission outside of SubmissionProvider");
  return held;
}

/** A part of what the page shows now. */
export function useReview<T>(selector: (state: ReviewState) => T): T {
  return useStore(useSubmission().desk, selector);
}
