import { createStore, type StoreApi } from "zustand/vanilla";
import { sentenceOf } from "#app/workspace/connection/call-error";
import type { Connection } from "#app/workspace/connection/connection";
import type { HelpView } from "#shared/help";
import type { InstanceName } from "#shared/ids";
import type { PeopleView } from "#shared/people";
import type { Notice } from "#shared/socket/catalogue";
import type {
  ArtifactView,
  BuildView,
  FileEntry,
  InstanceStats,
  InstanceView,
  Snapshot,
  TerminalView,
  WorkspaceView,
} from "#shared/views";

/** What the page knows of the workspace: the last snapshot plus every notice since. */
export interface WorkspaceState {
  /** null until the first snapshot. */
  readonly workspace: WorkspaceView | null;
  /** In the experiment's order. */
  readonly instances: readonly InstanceView[];
  /** Newest first. */
  readonly builds: readonly BuildView[];
  /** Newest first. */
  readonly artifacts: readonly ArtifactView[];
  /** Oldest first. */
  readonly terminals: readonly TerminalView[];
  /** Terminals and consoles are recorded. */
  readonly recorded: boolean;
  /** Who is here; null until the first snapshot. */
  readonly people: PeopleView | null;
  /** The raised hand of the workspace. */
  readonly help: HelpView | null;
  readonly files: ReadonlyMap<string, FileEntry>;
  readonly filesTruncated: boolean;
  readonly stats: Readonly<Partial<Record<InstanceName, InstanceStats>>>;
  /** When it is suspended unless something happens, in milliseconds since 1970; null while enough happens. */
  readonly suspendAt: number | null;
  /** Why the snapshot could not be had. */
  readonly failure: string | null;
}

/** The store and the end of its subscriptions. */
export interface WorkspaceStore extends StoreApi<WorkspaceState> {
  /** Takes in what a call answered before its notice arrives. */
  readonly take: {
    build(build: BuildView): void;
    instance(instance: InstanceView): void;
    terminal(terminal: TerminalView): void;
    help(help: HelpView | null): void;
    files(change: Notice<"files:changed">): void;
  };
  /** Asks for a fresh snapshot. */
  open(): Promise<void>;
  dispose(): void;
}

const nothing: WorkspaceState = {
  workspace: null,
  instances: [],
  builds: [],
  artifacts: [],
  terminals: [],
  recorded: false,
  people: null,
  help: null,
  files: new Map(),
  filesTruncated: false,
  stats: {},
  suspendAt: null,
  failure: null,
};

/** A store that opens the workspace at each (re)connection and follows its notices. */
export function createWorkspaceStore(connection: Connection): WorkspaceStore {
  const store = createStore<WorkspaceState>(() => nothing);
  const set = store.setState;

  async function open(): Promise<void> {
    try {
      const snapshot = await connection.call("workspace:open", {});
      set(fromSnapshot(snapshot));
      connection.right.setState(snapshot.people.you.right, true);
    } catch (error) {
      set({ failure: sentenceOf(error) });
    }
  }

  async function listAgain(): Promise<void> {
    const { files, truncated } = await connection.call("files:list", {});
    set({ files: byPath(files), filesTruncated: truncated });
  }

  const take: WorkspaceStore["take"] = {
    build: (build) => set((state) => ({ builds: newestFirst(withOne(state.builds, build, "id")) })),
    instance: (instance) => set((state) => ({ instances: withOne(state.instances, instance, "name") })),
    help: (help) => set({ help }),
    terminal: (terminal) => set((state) => ({ terminals: withOne(state.terminals, terminal, "id") })),
    files(change) {
      if (change.files === null) void listAgain().catch(() => undefined);
      else set((state) => ({ files: changedFiles(state.files, change.files ?? [], change.removed) }));
    },
  };

  const ends = [
    connection.on("workspace:changed", (workspace) => set({ workspace })),
    connection.on("workspace:idle", ({ suspendAt }) => set({ suspendAt })),
    connection.on("people:changed", (people) => {
      set({ people });
      connection.right.setState(people.you.right, true);
    }),
    connection.on("help:changed", ({ help }) => set({ help })),
    connection.on("files:changed", take.files),
    connection.on("build:changed", take.build),
    connection.on("artifact:added", (artifact) =>
      set((state) => ({ artifacts: newestFirst(withOne(state.artifacts, artifact, "id")) })),
    ),
    connection.on("instance:changed", take.instance),
    connection.on("instance:list", ({ instances }) => set({ instances })),
    connection.on("instance:stats", ({ stats }) => set((state) => ({ stats: withStats(state.stats, stats) }))),
    connection.on("terminal:changed", take.terminal),
    connection.on("recording:changed", ({ recorded }) => set({ recorded })),
    connection.on("terminal:removed", ({ id }) =>
      set((state) => ({ terminals: state.terminals.filter((one) => one.id !== id) })),
    ),
    connection.onOnline(() => void open()),
  ];

  return {
    ...store,
    take,
    open,
    dispose() {
      for (const end of ends) end();
    },
  };
}

/** The state that a snapshot describes. */
export function fromSnapshot(snapshot: Snapshot): Partial<WorkspaceState> {
  return {
    workspace: snapshot.workspace,
    instances: snapshot.instances,
    builds: newestFirst(snapshot.builds),
    artifacts: newestFirst(snapshot.artifacts),
    terminals: snapshot.terminals,
    recorded: snapshot.recorded,
    // Opening it was something that happened.
    suspendAt: null,
    people: snapshot.people,
    help: snapshot.help,
    files: byPath(snapshot.files),
    filesTruncated: snapshot.filesTruncated,
    failure: null,
  };
}

/** The files after a change: removed paths take what lies below them along. */
export function changedFiles(
  files: ReadonlyMap<string, FileEntry>,
  changed: readonly FileEntry[],
  removed: readonly string[],
): ReadonlyMap<string, FileEntry> {
  const next = new Map(files);
  for (const gone of removed) {
    next.delete(gone);
    for (const path of files.keys()) if (path.startsWith(`${gone}/`)) next.delete(path);
  }
  for (const entry of changed) next.set(entry.path, entry);
  return next;
}

function byPath(files: readonly FileEntry[]): ReadonlyMap<string, FileEntry> {
  return new Map(files.map((entry) => [entry.path, entry]));
}

function withOne<K extends string, T extends Readonly<Record<K, string>>>(all: readonly T[], one: T, key: K): T[] {
  const index = all.findIndex((item) => item[key] === one[key]);
  return index < 0 ? [...all, one] : all.with(index, one);
}

function newestFirst<T extends { readonly createdAt: number }>(all: readonly T[]): T[] {
  return all.toSorted((a, b) => b.createdAt - a.createdAt);
}

function withStats(stats: WorkspaceState["stats"], news: readonly InstanceStats[]): WorkspaceState["stats"] {
  return { ...stats, ...Object.fromEntries(news.map((one) => [one.name, one])) };
}
