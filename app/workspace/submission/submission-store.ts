import { createStore, type StoreApi } from "zustand/vanilla";
import { fetchSubmissions } from "#app/submissions/submission-http";
import { sentenceOf } from "#app/workspace/connection/call-error";
import type { Connection } from "#app/workspace/connection/connection";
import type { SubmissionEntry } from "#shared/submissions/overview";

/** What the page knows of the submissions of its workspace. */
export interface SubmissionState {
  /** Newest first; null until they were heard of. */
  readonly entries: readonly SubmissionEntry[] | null;
  /** Why they could not be asked for. */
  readonly failure: string | null;
  /** The dialog for handing in is open. */
  readonly handingIn: boolean;
}

/** The store, and the way to look again. */
export interface SubmissionStore extends StoreApi<SubmissionState> {
  load(): Promise<void>;
  /** Looks again at each (re)connection, after each submission, and when the reader comes back to the page. Answers what ends that. */
  follow(): () => void;
}

/** A store that asks the web app: the workspace server knows what was handed in, not what was said about it. */
export function createSubmissionStore(workspace: string, connection: Connection): SubmissionStore {
  const store = createStore<SubmissionState>(() => ({ entries: null, failure: null, handingIn: false }));

  async function load(): Promise<void> {
    await fetchSubmissions(workspace).then(
      (entries) => store.setState({ entries, failure: null }),
      (error: unknown) => store.setState({ failure: sentenceOf(error) }),
    );
  }

  return {
    ...store,
    load,
    follow() {
      const look = () => void load();
      const ends = [connection.onOnline(look), connection.on("submission:added", look)];
      window.addEventListener("focus", look);
      return () => {
        window.removeEventListener("focus", look);
        for (const end of ends) end();
      };
    },
  };
}
