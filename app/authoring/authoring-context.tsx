"use client";
import { createContext, type ReactNode, useContext } from "react";
import { useStore } from "zustand";
import type { StoreApi } from "zustand/vanilla";
import type { AuthoringProps } from "#app/authoring/authoring";
import type { DeskState, DraftDesk } from "#app/authoring/draft-desk";
import type { OpenFiles } from "#app/workspace/editor/open-files";

/** The panes beside the text. */
export const sides = ["drawing", "sheet", "launch", "limits"] as const;
export type Side = (typeof sides)[number];

/** The panes of a phone, one at a time. */
export const stops = ["files", "text", "problems", "preview"] as const;
export type Stop = (typeof stops)[number];

/** What of the page is in front. */
export interface Front {
  readonly side: Side;
  readonly stop: Stop;
}

/** All that the parts of the page share. */
export interface Authoring {
  readonly page: AuthoringProps;
  readonly desk: DraftDesk;
  readonly openFiles: OpenFiles;
  readonly front: StoreApi<Front>;
}

const AuthoringContext = createContext<Authoring | null>(null);

/** Gives the draft to everything below. */
export function AuthoringProvider({ authoring, children }: { authoring: Authoring; children: ReactNode }) {
  return <AuthoringContext value={authoring}>{children}</AuthoringContext>;
}

/** The draft of the page; throws outside of an AuthoringProvider. */
export function useAuthoring(): Authoring {
  const authoring = useContext(AuthoringContext);
  if (authoring === null) throw new Error("useAuthoring outside of AuthoringProvider");
  return authoring;
}

/** A part of what is on the desk; the selector's answer is compared by identity. */
export function useDesk<T>(selector: (state: DeskState) => T): T {
  return useStore(useAuthoring().desk.state, selector);
}

/** The path of the text that is edited, if any. */
export function useActivePath(): string | null {
  return useStore(
    useAuthoring().openFiles.state,
    ({ groups, activeGroup }) => groups.find((group) => group.id === activeGroup)?.active ?? null,
  );
}
