import type { Files } from "#server/files/files";
import { createOperationQueue } from "#server/files/operation-queue";
import type { TreeChange } from "#server/files/tree-watch";
import { type Log, logReference } from "#server/log";
import type { KeptTexts } from "#server/shared-texts/kept-texts";
import { SharedText } from "#server/shared-texts/shared-text";
import { firstOrigin, keptOrigin } from "#server/shared-texts/text-origin";
import type { Caller, Viewer } from "#server/sockets/handlers";
import { UserError, unknownThing } from "#shared/failures";
import { FilePath, type TextId, type WorkspaceId } from "#shared/ids";
import type { JoinResult } from "#shared/socket/texts";

/** The texts that are edited together now. */
export interface SharedTexts {
  /** Lets a page take part in the text of a file, or answers what the file is instead. */
  join(caller: Caller, path: FilePath, known?: { id: TextId; vector: Uint8Array }): Promise<JoinResult>;
  leave(caller: Caller, id: TextId): void;
  /** A text of this workspace; throws what unknown things answer. */
  find(workspace: WorkspaceId, id: TextId): SharedText;
  /** Writes what is unsaved in a workspace. */
  settle(workspace: WorkspaceId): Promise<void>;
  /** Moves a file or folder while nothing is written to what lies there; open texts go along. */
  move(workspace: WorkspaceId, from: FilePath, to: FilePath, work: () => Promise<void>): Promise<void>;
  sweep(known: () => Promise<ReadonlySet<WorkspaceId>>): Promise<void>;
  /** Writes what is unsaved and forgets everything. */
  close(): Promise<void>;
}

interface SharedTextsParts {
  readonly files: Pick<Files, "read" | "write" | "onChange">;
  readonly kept: KeptTexts;
  readonly log: Log;
}

/** After the last page left: a reload finds its text as it was. */
const REST_MS = 30_000;
/** The tree is looked at in between: a file that came and went around the moment when it was read looks unchanged there. */
const SECOND_LOOK_MS = 2000;
/** Texts of one workspace in memory at once; a page shows a handful. */
const TEXTS_PER_WORKSPACE = 128;
/** Letters of one workspace's texts in memory: 16 of the largest ones. */
const LETTERS_PER_WORKSPACE = 32 * 1024 * 1024;

type Opening = Promise<SharedText | Exclude<JoinResult, { kind: "text" }>>;

/** Texts come with the first page that opens them and go some time after the last one left. */
export function createSharedTexts({ files, kept, log }: SharedTextsParts): SharedTexts {
  const queue = createOperationQueue<TextId>();
  const opening = new Map<string, Opening>();
  const texts = new Map<WorkspaceId, Map<TextId, SharedText>>();
  const resting = new Map<SharedText, NodeJS.Timeout>();
  const joined = new WeakMap<Viewer, Set<SharedText>>();

  const of = (workspace: WorkspaceId) => [...(texts.get(workspace)?.values() ?? [])];
  const keyOf = (workspace: WorkspaceId, path: string) => `${workspace}/${path}`;

  async function open(workspace: WorkspaceId, path: FilePath): Opening {
    const content = await files.read(workspace, path);
    if (content.kind !== "text") return content;
    refuseMore(workspace);
    const last = await kept.load(workspace, path);
    const origin = (last && keptOrigin(last.kept, last.written, content)) ?? firstOrigin(workspace, path, content);
    const explain = (error: unknown) => sentenceFor(error, log, workspace);
    const text = new SharedText({ workspace, path, origin, files, kept, explain, inTurn: queue.run });
    const room = texts.get(workspace) ?? new Map<TextId, SharedText>();
    texts.set(workspace, room.set(text.id, text));
    setTimeout(() => compare(workspace, text), SECOND_LOOK_MS).unref();
    return text;
  }

  function refuseMore(workspace: WorkspaceId): void {
    if (!isFull(workspace)) return;
    for (const text of of(workspace)) if (text.closed || (text.members === 0 && !text.unsaved)) forget(workspace, text);
    if (isFull(workspace))
      throw new UserError(
        "limit",
        "Too many files are open in this workspace at once. Close some, then open this one.",
      );
  }

  function isFull(workspace: WorkspaceId): boolean {
    const open = of(workspace);
    const letters = open.reduce((sum, text) => sum + text.letters, 0);
    return open.length >= TEXTS_PER_WORKSPACE || letters >= LETTERS_PER_WORKSPACE;
  }

  function forget(workspace: WorkspaceId, text: SharedText): void {
    clearTimeout(resting.get(text));
    resting.delete(text);
    if (texts.get(workspace)?.get(text.id) !== text) return;
    opening.delete(keyOf(workspace, text.path));
    const room = texts.get(workspace);
    room?.delete(text.id);
    if (room?.size === 0) texts.delete(workspace);
    if (!text.closed) text.close();
  }

  /** The shared text of a path that still fits its file. */
  async function current(workspace: WorkspaceId, path: FilePath): Opening {
    const key = keyOf(workspace, path);
    const known = opening.get(key) ?? open(workspace, path);
    opening.set(key, known);
    const found = await known.catch((error: unknown) => {
      opening.delete(key);
      throw error;
    });
    if (!(found instanceof SharedText)) {
      opening.delete(key);
      return found;
    }
    // Nobody watched the file while nobody was here.
    if (found.members === 0) await found.look();
    if (!found.closed) return found;
    forget(workspace, found);
    return current(workspace, path);
  }

  function rest(workspace: WorkspaceId, text: SharedText): void {
    if (text.members > 0) return;
    text.save().catch((error: unknown) => log.warn({ err: error, workspace }, "a text could not be saved"));
    clearTimeout(resting.get(text));
    const timer = setTimeout(() => forget(workspace, text), REST_MS);
    resting.set(text, timer.unref());
  }

  /** Notes where a page takes part; it leaves everywhere when it disconnects. */
  function entered({ workspace, viewer }: Caller, text: SharedText): void {
    clearTimeout(resting.get(text));
    resting.delete(text);
    const known = joined.get(viewer);
    joined.set(viewer, (known ?? new Set()).add(text));
    if (known !== undefined) return;
    const leaveAll = () => {
      for (const one of joined.get(viewer) ?? []) left(workspace, viewer, one);
    };
    viewer.signal.addEventListener("abort", leaveAll, { once: true });
  }

  function left(workspace: WorkspaceId, viewer: Viewer, text: SharedText): void {
    joined.get(viewer)?.delete(text);
    text.leave(viewer.id);
    rest(workspace, text);
  }

  function compare(workspace: WorkspaceId, text: SharedText): void {
    text.look().then(
      () => void (text.closed && forget(workspace, text)),
      (error: unknown) => log.warn({ err: error, workspace }, "a changed file could not be compared"),
    );
  }

  const stopListening = files.onChange((workspace, change) => {
    for (const text of of(workspace)) if (touches(change, text.path)) compare(workspace, text);
  });

  return {
    async join(caller, path, known) {
      const { workspace, viewer } = caller;
      const text = await current(workspace, path);
      if (!(text instanceof SharedText)) return text;
      if (viewer.signal.aborted) throw new UserError("unavailable", "The connection was lost.");
      entered(caller, text);
      return text.join(caller, known);
    },
    leave(caller, id) {
      const text = texts.get(caller.workspace)?.get(id);
      if (text !== undefined) left(caller.workspace, caller.viewer, text);
    },
    find(workspace, id) {
      const text = texts.get(workspace)?.get(id);
      if (text === undefined || text.closed) throw unknownThing();
      return text;
    },
    settle: async (workspace) => void (await Promise.all(of(workspace).map((text) => text.save()))),
    async move(workspace, from, to, work) {
      const moved = of(workspace).filter(({ path }) => isWithin(path, from));
      await Promise.all(moved.map((text) => text.save()));
      await together(moved, async () => {
        await work();
        for (const text of moved) {
          opening.delete(keyOf(workspace, text.path));
          await kept.drop(workspace, text.path);
          text.path = FilePath.parse(to + text.path.slice(from.length));
          // What was open there is the text of a file that is gone.
          for (const other of of(workspace)) if (other !== text && other.path === text.path) forget(workspace, other);
          opening.set(keyOf(workspace, text.path), Promise.resolve(text));
        }
      });
    },
    sweep: (known) => kept.sweep(known),
    async close() {
      stopListening();
      for (const workspace of [...texts.keys()])
        for (const text of of(workspace)) {
          await text.save().catch((error: unknown) => log.warn({ err: error, workspace }, "a text could not be saved"));
          forget(workspace, text);
        }
    },
  };

  /** Runs work while nothing else is done to the files of these texts. */
  function together([first, ...others]: readonly SharedText[], work: () => Promise<void>): Promise<void> {
    return first === undefined ? work() : queue.run(first.id, () => together(others, work));
  }
}

function touches({ files, removed }: TreeChange, path: string): boolean {
  if (files === null) return true;
  return files.some((entry) => entry.path === path) || removed.some((gone) => isWithin(path, gone));
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

function sentenceFor(error: unknown, log: Log, workspace: WorkspaceId): string {
  if (error instanceof UserError) return error.message;
  const reference = logReference(log, error, { workspace, what: "a text could not be saved" });
  return `Something went wrong on our side. Tell your lecturer this reference: ${reference}.`;
}
