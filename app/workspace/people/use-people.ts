"use client";
import { useStore } from "zustand";
import { useSession, useWorkspace } from "#app/workspace/session/session-context";
import type { PersonView, Relation } from "#shared/people";

const nobody: readonly PersonView[] = [];

/** How the reader comes to be here; undefined until the first snapshot. */
export function useRelation(): Relation | undefined {
  return useWorkspace((state) => state.people?.you.relation);
}

/** Everybody who is here, the reader too. */
export function usePeople(): readonly PersonView[] {
  return useWorkspace((state) => state.people?.people ?? nobody);
}

/** The reader among the people here. */
export function useSelf(): PersonView | undefined {
  return useWorkspace(({ people }) => people?.people.find(({ user }) => user === people.you.user));
}

/** The open dialog about people, and the way to open another. */
export function usePeopleDesk() {
  const { peopleDesk } = useSession();
  return [useStore(peopleDesk), peopleDesk] as const;
}
