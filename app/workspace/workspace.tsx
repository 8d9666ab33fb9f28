"use client";
import dynamic from "next/dynamic";
import type { ReactNode } from "react";
import { Waiting } from "#app/ui/waiting";

/** What the page knows before the workspace server has answered. */
export interface WorkspaceProps {
  readonly workspaceId: string;
  readonly title: string;
  readonly course: { readonly title: string; readonly href: string };
  readonly user: { readonly id: string; readonly name: string };
  /** The task sheet, rendered by the server. */
  readonly sheet: ReactNode;
}

const Workbench = dynamic(() => import("#app/workspace/workbench").then((module) => module.Workbench), {
  ssr: false,
  loading: () => <Waiting stage="Loading the workspace" className="h-dvh" />,
});

/** The workspace page; fills the window. */
export function Workspace(props: WorkspaceProps) {
  return <Workbench {...props} />;
}
