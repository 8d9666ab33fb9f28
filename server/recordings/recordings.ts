import { type Log, logReference } from "#server/log";
import type { LogStore } from "#server/logs/log-store";
import type { RecordingPolicy } from "#server/recordings/recording-policy";
import type { RecordingLabel, RecordingShelf } from "#server/recordings/recording-shelf";
import { createTape, type Tape } from "#server/recordings/tape";
import type { Run } from "#server/runs/runs";
import type { Hub } from "#server/sockets/handlers";
import type { Terminal, TerminalObserver } from "#server/terminals/terminal";
import type { RunId, TerminalId, WorkspaceId } from "#shared/ids";
import type { RecordingList } from "#shared/recordings";

/** How often the course is asked whether it (still) records: what a lecturer sets is in force within this time. */
const ASK_MS = 5000;
/** Recordings of one workspace, and the bytes of them all; the oldest ones that have ended make room. */
const KEPT_RECORDINGS = 200;
const KEPT_BYTES = 64 * 1024 * 1024;
const DAY_MS = 24 * 60 * 60 * 1000;
/** The size of a console, which has none: what a wide tile shows. */
const consoleSize = { cols: 120, rows: 30 } as const;

/** Records terminals and consoles where the course says so. */
export interface Recordings {
  /** Hears what terminals print. */
  readonly observer: TerminalObserver;
  /** A program was started; its log, which is kept anyway, is its console's recording. */
  runBegan(run: Pick<Run, "workspace" | "id" | "instance" | "number" | "startedAt">): void;
  /** Whether the workspace is recorded now. */
  recorded(workspace: WorkspaceId): Promise<boolean>;
  list(workspace: WorkspaceId): Promise<RecordingList>;
  find(workspace: WorkspaceId, id: string): Promise<RecordingLabel | undefined>;
  /** Removes what is older than its course keeps it, and what is of no workspace any more. */
  sweep(known: () => Promise<ReadonlySet<WorkspaceId>>): Promise<void>;
  /** Writes what is left and gives the files back. */
  close(): Promise<void>;
}

interface RecordingsParts {
  readonly policy: RecordingPolicy;
  readonly shelf: RecordingShelf;
  /** Where tapes lie: the same root as the shelf's. */
  readonly tapes: LogStore;
  /** Whether a run still prints, and the bytes of its log. */
  readonly console: (workspace: WorkspaceId, run: RunId) => Promise<{ endedAt?: number | undefined; bytes: number }>;
  readonly hub: Pick<Hub, "publish">;
  readonly log: Log;
}

interface Recorded {
  readonly terminal: Terminal;
  tape: Tape | undefined;
  label: RecordingLabel;
}

/** The recordings of this server. */
export function createRecordings(parts: RecordingsParts): Recordings {
  const { policy, shelf, tapes, hub, log } = parts;
  const living = new Map<TerminalId, Recorded>();
  const rules = new Map<WorkspaceId, boolean>();
  const closing = new Set<Promise<void>>();

  const failed = (workspace: WorkspaceId) => (error: unknown) => void logReference(log, error, { workspace });

  async function ask(workspace: WorkspaceId): Promise<boolean> {
    const { recorded } = await policy.of(workspace);
    const before = rules.get(workspace);
    rules.set(workspace, recorded);
    // Pages show it before anything is recorded.
    if (before !== undefined && before !== recorded) hub.publish(workspace, "recording:changed", { recorded });
    return recorded;
  }

  function write(workspace: WorkspaceId, label: RecordingLabel): void {
    shelf.write(workspace, label).catch(failed(workspace));
  }

  function begin(entry: Recorded): void {
    const { workspace, id } = entry.terminal;
    const { cols, rows } = entry.terminal.view;
    const permitted = ask(workspace).then(async (recorded) => {
      if (!recorded) return false;
      await makeRoom(workspace);
      // A restart of this server goes on with what was there.
      const { endedAt: _ended, ...earlier } = (await shelf.find(workspace, id)) ?? entry.label;
      entry.label = { ...earlier, title: entry.label.title };
      await shelf.write(workspace, entry.label);
      return true;
    });
    entry.tape = createTape({ logs: tapes, workspace, id, size: { cols, rows }, permitted, failed: failed(workspace) });
  }

  function end(entry: Recorded): void {
    const { tape, terminal } = entry;
    entry.tape = undefined;
    if (tape === undefined) return;
    const ended = tape.close().then(async (wrote) => {
      if (wrote) await shelf.write(terminal.workspace, { ...entry.label, endedAt: Date.now() });
    });
    const settled = ended.catch(failed(terminal.workspace)).finally(() => closing.delete(settled));
    closing.add(settled);
  }

  function changed(terminal: Terminal): void {
    const { id, title, cols, rows, createdAt, state } = terminal.view;
    const entry = living.get(id);
    if (state === "closed") {
      living.delete(id);
      if (entry !== undefined) end(entry);
      return;
    }
    if (entry === undefined) {
      if (state !== "open") return;
      const startedAt = Math.max(createdAt, rules.has(terminal.workspace) ? Date.now() : createdAt);
      const label: RecordingLabel = { kind: "terminal", id, title, startedAt, cols, rows };
      const fresh: Recorded = { terminal, tape: undefined, label };
      living.set(id, fresh);
      begin(fresh);
      return;
    }
    entry.tape?.resized(cols, rows);
    if (entry.label.title === title) return;
    entry.label = { ...entry.label, title };
    if (entry.tape !== undefined && rules.get(terminal.workspace) === true) write(terminal.workspace, entry.label);
  }

  /** Begins and ends recordings where the course has changed its mind. */
  async function refresh(): Promise<void> {
    const workspaces = new Set([...living.values()].map(({ terminal }) => terminal.workspace));
    for (const workspace of workspaces) {
      const before = rules.get(workspace);
      const now = await ask(workspace);
      if (before === now) continue;
      for (const entry of living.values()) {
        if (entry.terminal.workspace !== workspace) continue;
        end(entry);
        entry.label = { ...entry.label, startedAt: Date.now() };
        if (now) begin(entry);
      }
    }
  }
  const asking = setInterval(
    () => void refresh().catch((error: unknown) => log.warn({ err: error }, "not asked")),
    ASK_MS,
  );
  asking.unref();

  async function drop(workspace: WorkspaceId, id: string): Promise<void> {
    await tapes.remove(workspace, id);
    await shelf.remove(workspace, id);
  }

  async function makeRoom(workspace: WorkspaceId): Promise<void> {
    const labels = await shelf.list(workspace);
    const sizes = await Promise.all(labels.map(({ id }) => shelf.bytes(workspace, id)));
    let count = labels.length;
    let bytes = sizes.reduce((total, size) => total + size, 0);
    for (const [index, label] of labels.entries()) {
      if (count < KEPT_RECORDINGS && bytes < KEPT_BYTES) return;
      if (label.kind === "terminal" && living.has(label.id)) continue;
      await drop(workspace, label.id);
      count -= 1;
      bytes -= sizes[index] ?? 0;
    }
  }

  async function view(workspace: WorkspaceId, label: RecordingLabel) {
    const { title, startedAt } = label;
    if (label.kind === "console") {
      return { kind: label.kind, id: label.id, title, startedAt, ...(await parts.console(workspace, label.id)) };
    }
    // What a killed server could not end has ended when its terminal is not there any more.
    const endedAt = living.has(label.id) ? undefined : (label.endedAt ?? label.startedAt);
    return { kind: label.kind, id: label.id, title, startedAt, endedAt, bytes: await shelf.bytes(workspace, label.id) };
  }

  return {
    observer: {
      changed,
      output: (terminal, offset, time, bytes) => living.get(terminal.id)?.tape?.output(offset, time, bytes),
    },
    runBegan({ workspace, id, instance, number, startedAt }) {
      ask(workspace)
        .then(async (recorded) => {
          if (!recorded) return;
          await makeRoom(workspace);
          await shelf.write(workspace, {
            ...{ kind: "console", id, title: `${instance}, run ${number}`, startedAt },
            ...consoleSize,
          });
        })
        .catch(failed(workspace));
    },
    recorded: ask,
    async list(workspace) {
      const rule = await policy.of(workspace);
      const labels = await shelf.list(workspace);
      const recordings = await Promise.all(labels.map((label) => view(workspace, label)));
      return { ...rule, recordings: recordings.reverse() };
    },
    find: (workspace, id) => shelf.find(workspace, id),
    async sweep(known) {
      await tapes.sweep(known);
      for (const workspace of await shelf.workspaces()) {
        const { days } = await policy.of(workspace);
        for (const label of await shelf.list(workspace)) {
          if (label.kind === "terminal" && living.has(label.id)) continue;
          if ((label.endedAt ?? label.startedAt) < Date.now() - days * DAY_MS) await drop(workspace, label.id);
        }
      }
    },
    async close() {
      clearInterval(asking);
      // Their terminals live on: the next server goes on with the same tapes.
      const open = [...living.values()].map(({ tape }) => tape?.close());
      living.clear();
      await Promise.all([...open, ...closing]);
    },
  };
}
