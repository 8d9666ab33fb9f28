import { z } from "zod";
import { HelpView } from "#shared/help";
import { ArtifactId, BuildId, InstanceName, RunId, TerminalId, UserId, WorkspaceId } from "#shared/ids";
import { PeopleView } from "#shared/people";
import { buildStates, instanceStates, terminalStates, workspaceStates } from "#shared/states";

/** What leaves the workspace server. Times are milliseconds since 1970, sizes are bytes. */
const time = z.number().int();
const size = z.number().int().min(0);

export const Diagnostic = z.object({
  file: z.string(),
  line: z.number().int().min(1),
  column: z.number().int().min(1),
  endColumn: z.number().int().min(1).optional(),
  severity: z.enum(["error", "warning", "info"]),
  message: z.string(),
  source: z.string(),
});
export type Diagnostic = z.infer<typeof Diagnostic>;

/** `version` changes with every change of the content; it is opaque to the browser. */
export const FileEntry = z.object({
  path: z.string(),
  kind: z.enum(["file", "folder", "link", "other"]),
  size,
  modifiedAt: time,
  version: z.string(),
});
export type FileEntry = z.infer<typeof FileEntry>;

export const ArtifactView = z.object({
  id: ArtifactId,
  name: z.string(),
  path: z.string(),
  kind: z.enum(["file", "folder"]),
  size,
  sha256: z.string(),
  createdAt: time,
  /** Absent when it was uploaded. */
  build: z.object({ id: BuildId, number: z.number().int() }).optional(),
});
export type ArtifactView = z.infer<typeof ArtifactView>;

export const BuildView = z.object({
  id: BuildId,
  number: z.number().int(),
  state: z.enum(buildStates),
  command: z.string(),
  createdAt: time,
  startedAt: time.optional(),
  endedAt: time.optional(),
  exitCode: z.number().int().optional(),
  /** What it is doing or why it could not run: a stage while it runs, a sentence when it failed before the command. */
  stage: z.string().optional(),
  diagnostics: z.array(Diagnostic),
  artifacts: z.array(ArtifactView),
});
export type BuildView = z.infer<typeof BuildView>;

/** Launch parameters: lines as the student typed them; tokenised by the server, never by a shell. */
export const LaunchParams = z.object({
  mainClass: z.string().max(500).optional(),
  jvmArgs: z.string().max(2000).optional(),
  args: z.string().max(4000).optional(),
  command: z.string().max(4000).optional(),
});
export type LaunchParams = z.infer<typeof LaunchParams>;

export const RunView = z.object({
  id: RunId,
  number: z.number().int(),
  instance: InstanceName,
  state: z.enum(instanceStates),
  command: z.array(z.string()),
  artifact: ArtifactView.optional(),
  startedAt: time,
  endedAt: time.optional(),
  exitCode: z.number().int().optional(),
  signal: z.string().optional(),
  reason: z.string().optional(),
  logBytes: size,
});
export type RunView = z.infer<typeof RunView>;

export const InstanceView = z.object({
  name: InstanceName,
  image: z.string(),
  description: z.string().optional(),
  hostName: z.string(),
  /** The address it has, or will have, on the first of its networks. */
  address: z.string(),
  /** What its experiment calls the networks it is on; absent where the experiment has only one. */
  networks: z.array(z.string()).optional(),
  state: z.enum(instanceStates),
  /** The stage of a wait ("creating container"), or the sentence of a failure. */
  note: z.string().optional(),
  /** Whether its container is up, so that terminals can open at once. */
  machine: z.enum(["off", "on", "paused"]),
  locked: z.boolean(),
  artifact: ArtifactView.optional(),
  /** Sources are newer than what is deployed here. */
  stale: z.boolean(),
  launch: LaunchParams,
  /** Which fields the student may change. */
  editable: z.array(z.enum(["mainClass", "jvmArgs", "args", "command"])),
  /** The final argv that a start would run. */
  command: z.array(z.string()),
  health: z.enum(["none", "starting", "healthy", "unhealthy"]),
  restarts: z.number().int(),
  dependsOn: z.array(z.string()),
  /** Ports that the experiment declares (expose) and shows (preview). */
  exposed: z.array(z.number().int()),
  shown: z.array(z.object({ port: z.number().int(), title: z.string() })),
  /** TCP ports that something listens on now; `local` when only on a loopback address. */
  listening: z.array(z.object({ port: z.number().int(), local: z.boolean() })),
  run: RunView.optional(),
});
export type InstanceView = z.infer<typeof InstanceView>;

/** CPU in cores (1 = one core busy), memory in bytes. */
export const InstanceStats = z.object({ name: InstanceName, cpu: z.number(), memory: size, memoryLimit: size });
export type InstanceStats = z.infer<typeof InstanceStats>;

export const TerminalTarget = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("instance"), name: InstanceName }),
  z.object({ kind: z.literal("toolchain") }),
]);
export type TerminalTarget = z.infer<typeof TerminalTarget>;

export const TerminalView = z.object({
  id: TerminalId,
  target: TerminalTarget,
  title: z.string(),
  state: z.enum(terminalStates),
  createdAt: time,
  cols: z.number().int(),
  rows: z.number().int(),
  /** Whose window its size is: who typed last, or the owner. Nobody's when none of theirs shows it. */
  sizedBy: UserId.optional(),
  exitCode: z.number().int().optional(),
  /** Why it is closed when no exit code tells ("the container was reset"). */
  note: z.string().optional(),
});
export type TerminalView = z.infer<typeof TerminalView>;

export const WorkspaceView = z.object({
  id: WorkspaceId,
  state: z.enum(workspaceStates),
  /** While preparing: the stage. When failed: the sentence. */
  note: z.string().optional(),
  title: z.string(),
  /** The task sheet, Markdown. */
  sheet: z.string(),
  toolchain: z.enum(["java", "node", "python", "cpp"]),
  buildCommand: z.string(),
  /** Who writes the Compose file, where Up and Down take the place of Build, Deploy and Start. */
  composed: z.enum(["lecturer", "student"]).optional(),
  /** Paths to open first. */
  open: z.array(z.string()),
  subnet: z.string(),
  disk: z.object({ used: size, size }).optional(),
});
export type WorkspaceView = z.infer<typeof WorkspaceView>;

/** How far Up and Down are; `note` says what it is doing, or why it could not. */
export const CompositionView = z.object({
  state: z.enum(["down", "building", "changing", "up", "removing", "failed"]),
  note: z.string().optional(),
});
export type CompositionView = z.infer<typeof CompositionView>;

/** Everything that a page needs to be true after a (re)connection. */
export const Snapshot = z.object({
  workspace: WorkspaceView,
  instances: z.array(InstanceView),
  builds: z.array(BuildView),
  artifacts: z.array(ArtifactView),
  terminals: z.array(TerminalView),
  /** Terminals and consoles are recorded. */
  recorded: z.boolean(),
  people: PeopleView,
  /** The raised hand, if there is one. */
  help: HelpView.nullable(),
  files: z.array(FileEntry),
  /** More entries exist than are listed. */
  filesTruncated: z.boolean(),
});
export type Snapshot = z.infer<typeof Snapshot>;

/** One piece of a log. `offset` is the position of its first byte in the run's (or build's) output. */
export const LogChunk = z.object({
  offset: size,
  stream: z.enum(["stdout", "stderr"]),
  time,
  bytes: z.instanceof(Uint8Array),
});
export type LogChunk = z.infer<typeof LogChunk>;

/** Bytes of a log that are not kept: from the first to before the second offset. */
export const LogGap = z.object({ from: size, to: size });
export type LogGap = z.infer<typeof LogGap>;
