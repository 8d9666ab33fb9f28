/**
 * The whole conversation between a workspace page and the workspace server, over socket.io at `/live/socket.io`.
 * The handshake's `auth` is `{ ticket }`. Three kinds of message, all named `noun:verb`:
 * - *calls* go to the server and are answered exactly once with `Answer<output>`;
 * - *signals* go to the server and nobody waits (a bad one is dropped and counted);
 * - *notices* come from the server.
 * `right` is what the sender must be allowed at the moment when the message arrives: a ticket's right, raised while the owner lets
 * somebody drive and lowered at once when that ends.
 */
import { z } from "zod";
import type { Failure } from "#shared/failures";
import { otherContents } from "#shared/file-content";
import { ArtifactId, BuildId, FilePath, InstanceName, RunId, TerminalId } from "#shared/ids";
import { checkCalls, checkNotices } from "#shared/socket/checks";
import { compositionCalls, compositionNotices } from "#shared/socket/compositions";
import { call, signal } from "#shared/socket/message";
import { peopleCalls, peopleNotices } from "#shared/socket/people";
import { submissionCalls, submissionNotices } from "#shared/socket/submissions";
import { textCalls, textNotices, textSignals } from "#shared/socket/texts";
import {
  ArtifactView,
  BuildView,
  FileEntry,
  InstanceStats,
  InstanceView,
  LaunchParams,
  LogChunk,
  LogGap,
  RunView,
  Snapshot,
  TerminalTarget,
  TerminalView,
  WorkspaceView,
} from "#shared/views";

export const socketPath = "/live/socket.io";

/** Largest text the editor opens and saves: 2 MiB; larger files are downloaded instead. */
export const maxTextBytes = 2 * 1024 * 1024;
/** Largest piece of terminal input in one signal: a paste is cut into such pieces. */
export const maxInputBytes = 16 * 1024;
/** Unacknowledged terminal output per viewer above which it is paused (drive) or dropped to a snapshot (view): 512 KiB, about 25 ms of xterm.js parsing at 20 MB/s. */
export const terminalWindowBytes = 512 * 1024;

const nothing = z.object({});
const bytes = z.instanceof(Uint8Array);
const dimension = z.number().int().min(2).max(1000);
const offset = z.number().int().min(0);

/** Text of a file, or why it is not shown as text. */
export const FileContent = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("text"), text: z.string(), version: z.string(), size: z.number() }),
  ...otherContents,
]);
export type FileContent = z.infer<typeof FileContent>;

/** A write is durable when it is answered `saved`. `conflict` carries what is on disk, or null when the file is gone. */
export const WriteResult = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("saved"), version: z.string() }),
  z.object({ kind: z.literal("conflict"), current: z.object({ text: z.string(), version: z.string() }).nullable() }),
]);
export type WriteResult = z.infer<typeof WriteResult>;

export const FindQuery = z.object({
  text: z.string().min(1).max(500),
  regex: z.boolean().default(false),
  caseSensitive: z.boolean().default(false),
  wholeWord: z.boolean().default(false),
});
export const FindResult = z.object({
  matches: z.array(
    z.object({ path: z.string(), line: z.number(), column: z.number(), length: z.number(), preview: z.string() }),
  ),
  truncated: z.boolean(),
});
export type FindResult = z.infer<typeof FindResult>;

export const InstanceDetails = z.object({
  /** Effective configuration, a label and a value a row. */
  config: z.array(z.object({ label: z.string(), value: z.string() })),
  environment: z.array(z.string()),
  processes: z.array(
    z.object({
      pid: z.number(),
      user: z.string(),
      cpu: z.string(),
      memory: z.string(),
      time: z.string(),
      command: z.string(),
    }),
  ),
  /** Files that exist now in the instance's writable places. */
  files: z.array(z.object({ path: z.string(), size: z.number(), modifiedAt: z.number() })),
});
export type InstanceDetails = z.infer<typeof InstanceDetails>;

const logPage = z.object({
  chunks: z.array(LogChunk),
  /** What is not kept between the bytes of this page: of a very long log the middle. */
  gaps: z.array(LogGap),
  /** Ask again from here. */
  next: offset,
  end: offset,
  /** First byte still kept. */
  first: offset,
});

export const calls = {
  "workspace:open": call("view", nothing, Snapshot),
  "workspace:retry": call("drive", nothing, nothing),
  /** Ends everything that runs and gives its memory back; files, deployments and logs stay. What is started next wakes it. */
  "workspace:suspend": call("own", nothing, nothing),
  /** Something is to be kept running although nothing has happened for a while. */
  "workspace:keep": call("drive", nothing, nothing),

  "files:list": call("view", nothing, z.object({ files: z.array(FileEntry), truncated: z.boolean() })),
  "files:read": call("view", z.object({ path: FilePath }), FileContent),
  /** `base` is the version that was read (null: the file must not exist yet). `force` overwrites whatever is there. */
  "files:write": call(
    "drive",
    z.object({ path: FilePath, text: z.string(), base: z.string().nullable(), force: z.boolean().default(false) }),
    WriteResult,
  ),
  "files:create": call("drive", z.object({ path: FilePath, kind: z.enum(["file", "folder"]) }), FileEntry),
  "files:move": call("drive", z.object({ from: FilePath, to: FilePath }), nothing),
  /** What was removed comes back with `undo` for a minute; null: nothing was there. */
  "files:remove": call(
    "drive",
    z.object({ paths: z.array(FilePath).min(1).max(1000) }),
    z.object({ undo: z.string().nullable() }),
  ),
  "files:restore": call("drive", z.object({ undo: z.string().max(64) }), nothing),
  "files:find": call("view", FindQuery, FindResult),

  "build:start": call("drive", nothing, BuildView),
  "build:cancel": call("drive", z.object({ id: BuildId }), nothing),
  /** Output of a build from a byte offset on; live output follows as `build:output` notices. */
  "build:log": call("view", z.object({ id: BuildId, from: offset }), logPage),

  /** Puts an artifact (default: the newest one of the experiment's name for that instance) on instances, with launch parameters if given. */
  "instance:deploy": call(
    "drive",
    z.object({
      names: z.array(InstanceName).min(1).max(32),
      artifact: ArtifactId.optional(),
      launch: LaunchParams.optional(),
    }),
    z.object({ instances: z.array(InstanceView) }),
  ),
  "instance:configure": call("drive", z.object({ name: InstanceName, launch: LaunchParams }), InstanceView),
  "instance:start": call("drive", z.object({ name: InstanceName }), InstanceView),
  /** Starts all, in the order of depends_on and health; answers when the order is under way, notices tell the rest. */
  "instance:start-all": call("drive", nothing, nothing),
  "instance:stop-all": call("drive", nothing, nothing),
  "instance:stop": call("drive", z.object({ name: InstanceName }), InstanceView),
  "instance:kill": call("drive", z.object({ name: InstanceName }), InstanceView),
  "instance:restart": call("drive", z.object({ name: InstanceName }), InstanceView),
  "instance:pause": call("drive", z.object({ name: InstanceName }), InstanceView),
  "instance:resume": call("drive", z.object({ name: InstanceName }), InstanceView),
  "instance:reset": call("drive", z.object({ name: InstanceName }), InstanceView),
  "instance:details": call("view", z.object({ name: InstanceName }), InstanceDetails),
  "instance:runs": call("view", z.object({ name: InstanceName }), z.object({ runs: z.array(RunView) })),

  /** A run's console from a byte offset on; live output follows as `console:output` notices. */
  "console:log": call("view", z.object({ run: RunId, from: offset }), logPage),

  "terminal:open": call(
    "drive",
    z.object({ target: TerminalTarget, cols: dimension, rows: dimension, title: z.string().max(60).optional() }),
    TerminalView,
  ),
  /** Output flows as `terminal:output` from `from` (or from what is kept) until detach; answers where it begins, the first offset that is live, not replay, and whether this page answers what programs ask. */
  "terminal:attach": call(
    "view",
    z.object({ id: TerminalId, from: offset }),
    z.object({ begin: offset, live: offset, cols: dimension, rows: dimension, answers: z.boolean() }),
  ),
  "terminal:rename": call("drive", z.object({ id: TerminalId, title: z.string().min(1).max(60) }), nothing),
  "terminal:close": call("drive", z.object({ id: TerminalId }), nothing),

  /** The address of a shown port, with a token in it that is good once, for 60 s. */
  "preview:open": call(
    "view",
    z.object({ name: InstanceName, port: z.number().int().min(1).max(65535) }),
    z.object({ url: z.string() }),
  ),

  ...checkCalls,
  ...compositionCalls,
  ...peopleCalls,
  ...submissionCalls,
  ...textCalls,
} as const;

export const signals = {
  "console:input": signal("drive", z.object({ run: RunId, bytes: bytes.refine((b) => b.length <= maxInputBytes) })),
  /** Closes the program's stdin (Ctrl-D). */
  "console:end": signal("drive", z.object({ run: RunId })),
  "terminal:input": signal(
    "drive",
    z.object({ id: TerminalId, bytes: bytes.refine((b) => b.length <= maxInputBytes) }),
  ),
  "terminal:ack": signal("view", z.object({ id: TerminalId, offset })),
  "terminal:resize": signal("drive", z.object({ id: TerminalId, cols: dimension, rows: dimension })),
  "terminal:detach": signal("view", z.object({ id: TerminalId })),

  ...textSignals,
} as const;

export const notices = {
  "workspace:changed": WorkspaceView,
  /** The right to be here is gone, or the workspace was removed: the socket closes after this. */
  "workspace:closed": z.object({ sentence: z.string() }),
  /** Nothing has happened for a while: it is suspended then, in milliseconds since 1970, unless something does; null takes that back. */
  "workspace:idle": z.object({ suspendAt: z.number().int().nullable() }),
  /** Paths that changed on disk (by anyone); null: too many, list again. */
  "files:changed": z.object({ files: z.array(FileEntry).nullable(), removed: z.array(z.string()) }),
  "build:changed": BuildView,
  "build:output": z.object({ id: BuildId, chunks: z.array(LogChunk) }),
  "artifact:added": ArtifactView,
  "instance:changed": InstanceView,
  /** There are others than before: the student's Compose file was brought up, or taken down. */
  "instance:list": z.object({ instances: z.array(InstanceView) }),
  "instance:stats": z.object({ stats: z.array(InstanceStats) }),
  "console:output": z.object({ name: InstanceName, run: RunId, chunks: z.array(LogChunk) }),
  "terminal:changed": TerminalView,
  "terminal:removed": z.object({ id: TerminalId }),
  "terminal:output": z.object({ id: TerminalId, offset, bytes }),
  /** This viewer was too slow, or bytes are no longer kept: clear the screen and go on at `to`. */
  "terminal:gap": z.object({ id: TerminalId, to: offset }),
  /** Whether this page answers what programs ask the terminal (who are you, where is the cursor); of all its viewers exactly one does. */
  "terminal:answerer": z.object({ id: TerminalId, answers: z.boolean() }),

  /** Terminals and consoles are recorded from now on, or not any more. */
  "recording:changed": z.object({ recorded: z.boolean() }),

  ...checkNotices,
  ...compositionNotices,
  ...peopleNotices,
  ...submissionNotices,
  ...textNotices,
} as const;

export type Calls = typeof calls;
export type CallName = keyof Calls;
export type CallInput<N extends CallName> = z.input<Calls[N]["input"]>;
export type CallOutput<N extends CallName> = z.infer<Calls[N]["output"]>;
export type Signals = typeof signals;
export type SignalName = keyof Signals;
export type SignalInput<N extends SignalName> = z.input<Signals[N]["input"]>;
export type Notices = typeof notices;
export type NoticeName = keyof Notices;
export type Notice<N extends NoticeName> = z.infer<Notices[N]>;

/** What a call's acknowledgement carries. */
export type Answer<T> = { ok: true; value: T } | { ok: false; failure: z.infer<typeof Failure> };
