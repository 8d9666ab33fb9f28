"use client";
import {
  BookOpen,
  Container,
  Files,
  FileText,
  Hammer,
  History,
  ListChecks,
  Search,
  Send,
  SquareTerminal,
  TriangleAlert,
  Waypoints,
} from "lucide-react";
import type { ComponentType } from "react";
import { BuildPanel } from "#app/workspace/builds/build-panel";
import { BuildsPanel } from "#app/workspace/builds/builds-panel";
import { ChecksPanel } from "#app/workspace/checks/checks-panel";
import { EditorsPanel } from "#app/workspace/editor/editors-panel";
import { FilesPanel } from "#app/workspace/files/files-panel";
import { FindPanel } from "#app/workspace/find/find-panel";
import { InstancesPanel } from "#app/workspace/instances/instances-panel";
import type { PanelId } from "#app/workspace/layout/panels";
import { ProblemsPanel } from "#app/workspace/problems/problems-panel";
import { SubmissionPanel } from "#app/workspace/submission/submission-panel";
import { TaskPanel } from "#app/workspace/task/task-panel";
import { TerminalPanel } from "#app/workspace/terminals/terminal-panel";
import { TopologyPanel } from "#app/workspace/topology/topology-panel";

/** How a pane is marked and reached, and what it shows; `workspace.panels` says what it is called. */
export interface PanelEntry {
  readonly icon: ComponentType<{ size?: number; "aria-hidden"?: boolean }>;
  readonly component: ComponentType;
  readonly key?: string;
  /** A pane that cannot be closed, only covered. */
  readonly permanent?: boolean;
}

/** Every pane there is; the keys Ctrl+1 to Ctrl+9 follow how often one goes there. */
export const panelRegistry: Readonly<Record<PanelId, PanelEntry>> = {
  editors: { icon: FileText, component: EditorsPanel, key: "Ctrl+1", permanent: true },
  files: { icon: Files, component: FilesPanel, key: "Ctrl+2" },
  task: { icon: BookOpen, component: TaskPanel, key: "Ctrl+3" },
  find: { icon: Search, component: FindPanel, key: "Ctrl+4" },
  builds: { icon: History, component: BuildsPanel, key: "Ctrl+5" },
  build: { icon: Hammer, component: BuildPanel, key: "Ctrl+6" },
  problems: { icon: TriangleAlert, component: ProblemsPanel, key: "Ctrl+7" },
  checks: { icon: ListChecks, component: ChecksPanel },
  submission: { icon: Send, component: SubmissionPanel },
  terminal: { icon: SquareTerminal, component: TerminalPanel, key: "Ctrl+8" },
  instances: { icon: Container, component: InstancesPanel, key: "Ctrl+9" },
  topology: { icon: Waypoints, component: TopologyPanel },
};
