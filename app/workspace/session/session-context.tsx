"use client";
import { useLocale } from "next-intl";
import { createContext, type ReactNode, useContext, useEffect } from "react";
import { useStore } from "zustand";
import type { Command } from "#app/workspace/commands/commands";
import type { Connection, Link } from "#app/workspace/connection/connection";
import { allows } from "#app/workspace/session/rights";
import type { Session } from "#app/workspace/session/session";
import type { WorkspaceState } from "#app/workspace/store/workspace-store";

const SessionContext = createContext<Session | null>(null);

/** Gives the session to everything below. */
export function SessionProvider({ session, children }: { session: Session; children: ReactNode }) {
  return <SessionContext value={session}>{children}</SessionContext>;
}

/** The session of the page; throws outside of a SessionProvider. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error("useSession outside of SessionProvider");
  return session;
}

/** A part of what the page knows; the selector's answer is compared by identity. */
export function useWorkspace<T>(selector: (state: WorkspaceState) => T): T {
  return useStore(useSession().store, selector);
}

/** The conversation with the workspace server. */
export function useConnection(): Connection {
  return useSession().connection;
}

/** How the page stands to the server, live. */
export function useLink(): Link {
  return useStore(useSession().connection.link);
}

/** Whether the reader may change things here (false for a tutor who only watches). */
export function useMayDrive(): boolean {
  return useStore(useSession().connection.right, (right) => allows(right, "drive"));
}

/** Registers commands while the component is mounted; `deps` say when to register them anew, besides another language. */
export function useCommands(build: () => readonly Command[], deps: readonly unknown[]): void {
  const { commands } = useSession();
  const language = useLocale();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the caller names what its commands depend on
  useEffect(() => commands.register(build()), [commands, language, ...deps]);
}
