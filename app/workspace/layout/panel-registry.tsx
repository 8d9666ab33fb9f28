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

/** What a pane is called, how it is reached, and what it shows. */
export interface PanelEntry {
  readonly title: string;
  readonly icon: ComponentType<{ size?: number; "aria-hidden"?: boolean }>;
  readonly component: ComponentType;
  readonly key?: string;
  /** A pane that cannot be closed, only covered. */
  readonly permanent?: boolean;
}

/** Every pane there is; the keys Ctrl+1 to Ctrl+9 follow how often one goes there. */
export const panelRegistry: Readonly<Record<PanelId, PanelEntry>> = {
  editors: { title: "Editor", icon: FileText, component: EditorsPanel, key: "Ctrl+1", permanent: true },
  files: { title: "Files", icon: Files, component: FilesPanel, key: "Ctrl+2" },
  task: { title: "Task", icon: BookOpen, component: TaskPanel, key: "Ctrl+3" },
  find: { title: "Find", icon: Search, component: FindPanel, key: "Ctrl+4" },
  builds: { title: "Builds", icon: History, component: BuildsPanel, key: "Ctrl+5" },
  build: { title: "Build", icon: Hammer, component: BuildPanel, key: "Ctrl+6" },
  problems: { title: "Problems", icon: TriangleAlert, component: ProblemsPanel, key: "Ctrl+7" },
  checks: { title: "Checks", icon: ListChecks, component: ChecksPanel },
  submission: { title: "Submission", icon: Send, component: SubmissionPanel },
  terminal: { title: "Terminal", icon: SquareTerminal, component: TerminalPanel, key: "Ctrl+8" },
  instances: { title: "Instances", icon: Container, component: InstancesPanel, key: "Ctrl+9" },
  topology: { title: "Topology", icon: Waypoints, component: TopologyPanel },
};
