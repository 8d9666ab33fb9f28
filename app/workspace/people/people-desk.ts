import { createStore, type StoreApi } from "zustand/vanilla";

/** What of the people is open on this page: a tab of their dialog, or the raised hand. */
export type PeopleDialogName = "here" | "guests" | "activity" | "help";

/** The open dialog, at most one, and what the reader has just decided. */
export interface PeopleDesk extends StoreApi<PeopleDialogName | null> {
  /** The reader gives the wheel back or takes a question back: the news of it needs no words. */
  intend(): void;
  /** Whether the reader meant the change that has come; answers true once. */
  takeIntention(): boolean;
}

/** Nothing is open, nothing decided. */
export function createPeopleDesk(): PeopleDesk {
  let intended = false;
  return {
    ...createStore<PeopleDialogName | null>(() => null),
    intend() {
      intended = true;
    },
    takeIntention() {
      const was = intended;
      intended = false;
      return was;
    },
  };
}
