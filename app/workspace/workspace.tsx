"use client";
import dynamic from "next/dynamic";
import type { ReactNode } from "react";
import { Waiting } from "#app/ui/waiting";
import { loadEditing } from "#app/workspace/editor/monaco/load-monaco";

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
  loading: () => <Waiting stage="Loading the workspace" className="h-dvh" />,
});

/** The workspace page; fills the window. */
export function Workspace(props: WorkspaceProps) {
  return <Workbench {...props} />;
}
