"use client";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useState } from "react";
import { Waiting } from "#app/ui/waiting";
import { type Connection, createConnection } from "#app/workspace/connection/connection";
import { loadEditing } from "#app/workspace/editor/monaco/load-monaco";
import type { HandInPlace } from "#app/workspace/submission/submission-context";

/** What the page knows before the workspace server has answered. */
export interface WorkspaceProps {
  readonly workspaceId: string;
  readonly experimentId: string;
  readonly title: string;
  readonly course: { readonly title: string; readonly href: string };
  readonly user: { readonly id: string; readonly name: string };
  /** The ticket of the first connection; later ones are fetched. */
  readonly ticket: string;
  /** How this person arranged the panes of this experiment on other devices, by layout key. */
  readonly layouts: Readonly<Record<string, unknown>>;
  /** Whether the reader hands in here, and where submissions are read. */
  readonly handIn: HandInPlace;
  /** The task sheet, rendered by the server. */
  readonly sheet: ReactNode;
}

const loadWorkbench = () => import("#app/workspace/workbench").then((module) => module.Workbench);

// The large parts are on their way while the rest of the page is still being read.
if (typeof window !== "undefined") {
  void loadWorkbench();
  void loadEditing();
}

const Workbench = dynamic(loadWorkbench, {
  ssr: false,
  loading: Loading,
});

function Loading() {
  return <Waiting stage={useTranslations("workspace.page")("loading")} className="h-dvh" />;
}

/** The workspace page; fills the window. */
export function Workspace(props: WorkspaceProps) {
  // Both sides get to know each other while the large parts are still being read.
  const connection = useOwnConnection(props.workspaceId, props.ticket);
  return <Workbench {...props} connection={connection} />;
}

function useOwnConnection(workspaceId: string, ticket: string): Connection | null {
  // A later render of the same page brings another ticket; the connection has its own by then.
  const [firstTicket] = useState(ticket);
  const [connection, setConnection] = useState<Connection | null>(null);
  useEffect(() => {
    const own = createConnection(workspaceId, firstTicket);
    setConnection(own);
    return () => {
      setConnection(null);
      // After everything that still has something to say has said it.
      queueMicrotask(() => own.dispose());
    };
  }, [workspaceId, firstTicket]);
  return connection;
}
