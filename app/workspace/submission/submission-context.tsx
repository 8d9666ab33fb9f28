"use client";
import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { useSession } from "#app/workspace/session/session-context";
import { createSubmissionStore, type SubmissionStore } from "#app/workspace/submission/submission-store";

/** How the reader stands to handing in here: it is theirs to do, or why not. */
export type HandInStanding = "may" | "trial" | "copy" | "archived" | "guest" | "teacher";

/** What the page knows of handing in before anything else is heard. */
export interface HandInPlace {
  readonly standing: HandInStanding;
  /** Where the submissions of this experiment are, each at its id. */
  readonly href: string;
  readonly owner: string;
}

interface Held extends HandInPlace {
  readonly store: SubmissionStore;
}

const Context = createContext<Held | null>(null);

/** Follows the submissions of the workspace for everything below it. */
export function SubmissionProvider({ place, children }: { place: HandInPlace; children: ReactNode }) {
  const { workspaceId, connection } = useSession();
  const [store] = useState(() => createSubmissionStore(workspaceId, connection));
  const hears = place.standing !== "guest" && place.standing !== "trial" && place.standing !== "copy";
  useEffect(() => (hears ? store.follow() : undefined), [store, hears]);
  return <Context value={{ ...place, store }}>{children}</Context>;
}

/** The submissions of the page's workspace; throws outside of a SubmissionProvider. */
export function useSubmissions(): Held {
  const held = useContext(Context);
  if (held === null) throw new Error("useSubmissions outside of SubmissionProvider");
  return held;
}
