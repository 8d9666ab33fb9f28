import type { Readable } from "node:stream";
import type { z } from "zod";
import { explaining } from "#server/files/file-failure";
import { movePath } from "#server/files/file-move";
import { decodeName, encodeName } from "#server/files/file-name";
import { openByPath, readContent } from "#server/files/file-read";
import { removePath, removeTree } from "#server/files/file-remove";
import { createFile, syncFolder, type TextWrite, writeStream, writeText } from "#server/files/file-write";
import { findInFiles } from "#server/files/find";
import { createOperationQueue } from "#server/files/operation-queue";
import { createRemovedFiles } from "#server/files/removed-files";
import { createSourceState, isSource, type SourceState } from "#server/files/source-state";
import { sweepStaging } from "#server/files/staging";
import { entryOf, type Listing, listTree } from "#server/files/tree-list";
import { type TreeChange, type TreeWatch, watchTree } from "#server/files/tree-watch";
import { inParent, type OpenFile, type Owner, systemError } from "#server/files/walk";
import { zipOf } from "#server/files/zip-download";
import type { Hub } from "#server/sockets/handlers";
import { UserError } from "#shared/failures";
import type { FilePath, WorkspaceId } from "#shared/ids";
import type { FileContent, FindQuery, FindResult, WriteResult } from "#shared/socket/catalogue";
import type { FileEntry } from "#shared/views";

/** The files of all workspaces. Every path is a student's: it is walked, never trusted. */
export interface Files {
  /** At most 5,000 entries, nearer ones first. */
  list(workspace: WorkspaceId): Promise<Listing>;
  read(workspace: WorkspaceId, path: FilePath): Promise<FileContent>;
  /** Durable when it resolves. */
  write(workspace: WorkspaceId, write: TextWrite): Promise<WriteResult>;
  create(workspace: WorkspaceId, path: FilePath, kind: "file" | "folder"): Promise<FileEntry>;
  move(workspace: WorkspaceId, from: FilePath, to: FilePath): Promise<void>;
  /** Removes for good; removing what is gone is fine. */
  remove(workspace: WorkspaceId, paths: readonly FilePath[]): Promise<void>;
  /** Removes and keeps for a minute; answers the word for `restore`, null when nothing was there. */
  discard(workspace: WorkspaceId, paths: readonly FilePath[]): Promise<string | null>;
  /** Puts back what `discard` took. */
  restore(workspace: WorkspaceId, undo: string): Promise<void>;
  find(workspace: WorkspaceId, query: z.output<typeof FindQuery>): Promise<FindResult>;
  /** A file's bytes; the caller closes the handle. */
  open(workspace: WorkspaceId, path: FilePath): Promise<OpenFile>;
  /** Replaces or makes a file with a stream's bytes; makes missing folders. */
  upload(workspace: WorkspaceId, path: FilePath, body: Readable): Promise<FileEntry>;
  zip(workspace: WorkspaceId, path: FilePath | undefined): Promise<Readable>;
  /** Runs `work` with the folder of the files while no page saves, moves or removes any of them. Programs go on writing. */
  hold<T>(workspace: WorkspaceId, work: (root: string) => Promise<T>): Promise<T>;
  /** A hash over the sources (not over what builds make): equal as long as a build would see the same. */
  sourceHash(workspace: WorkspaceId): Promise<string>;
  /** Whether a source is newer than `time` (ms since 1970). `sourceHash` is exact; this is a guess by the clock. */
  changedSince(workspace: WorkspaceId, time: number): Promise<boolean>;
  /** Calls back after a watched workspace's sources changed. Returns the unsubscriber. */
  onChange(listener: (workspace: WorkspaceId, change: TreeChange) => void): () => void;
  /** Forgets a workspace that was removed. */
  forget(workspace: WorkspaceId): void;
  /** Ends all watching. */
  close(): void;
}

interface FilesParts {
  /** The directory of a workspace's files; its parent is on the same disk and ours. Rejects when the disk is not there. */
  readonly root: (workspace: WorkspaceId) => Promise<string>;
  /** The experiment's artifact paths: results, not sources. */
  readonly results: (workspace: WorkspaceId) => Promise<readonly string[]>;
  readonly hub: Hub;
  /** Tells when the first page of a workspace comes and the last one goes. */
  readonly presence: { watch(listener: (workspace: WorkspaceId, present: boolean) => void): () => void };
  readonly owner?: Owner;
  readonly failed: (error: unknown, workspace: WorkspaceId) => void;
}

/** The user that programs in containers run as (threats.md's container profile). */
export const studentOwner: Owner = { uid: 10001, gid: 10001 };

/** The files room. While somebody views a workspace its tree is watched and changes are published within a second. */
export function createFiles(parts: FilesParts): Files {
  const { hub, owner = studentOwner } = parts;
  const removed = createRemovedFiles({ owner, failed: parts.failed });
  const queue = createOperationQueue<WorkspaceId>();
  const swept = new Map<WorkspaceId, Promise<void>>();
  const states = new Map<WorkspaceId, SourceState>();
  const watches = new Map<WorkspaceId, Promise<TreeWatch>>();
  const listeners = new Set<(workspace: WorkspaceId, change: TreeChange) => void>();

  async function rootOf(workspace: WorkspaceId): Promise<string> {
    return parts.root(workspace);
  }

  /** Changes one at a time; the tree's watchers are told without waiting for the kernel. */
  function changing<T>(workspace: WorkspaceId, work: (root: string) => Promise<T>): Promise<T> {
    return queue.run(workspace, async () => {
      const root = await rootOf(workspace);
      await sweepOnce(workspace, root);
      return work(root);
    });
  }

  function sweepOnce(workspace: WorkspaceId, root: string): Promise<void> {
    const done =
      swept.get(workspace) ?? sweepStaging(root, removeTree).catch((error: unknown) => parts.failed(error, workspace));
    swept.set(workspace, done);
    return done;
  }

  async function listing(workspace: WorkspaceId): Promise<Listing> {
    return listTree(await rootOf(workspace));
  }

  async function startWatch(workspace: WorkspaceId): Promise<TreeWatch> {
    const root = await rootOf(workspace);
    return watchTree({
      root,
      list: () => listTree(root),
      changed: (change) => {
        hub.publish(workspace, "files:changed", change);
        for (const listener of listeners) listener(workspace, change);
      },
      failed: (error) => parts.failed(error, workspace),
    });
  }

  function present(workspace: WorkspaceId, isPresent: boolean): void {
    if (isPresent === watches.has(workspace)) return;
    if (!isPresent) return stopWatch(workspace);
    const starting = startWatch(workspace);
    watches.set(workspace, starting);
    starting.catch((error: unknown) => {
      watches.delete(workspace);
      parts.failed(error, workspace);
    });
  }

  function stopWatch(workspace: WorkspaceId): void {
    const watch = watches.get(workspace);
    watches.delete(workspace);
    watch?.then(
      (tree) => tree.close(),
      () => undefined,
    );
  }

  const stopPresence = parts.presence.watch(present);

  return {
    list: listing,
    read: async (workspace, path) => readContent(await rootOf(workspace), path),
    write: async (workspace, write) => {
      if (write.base === null) refuseOddName(write.path);
      return changing(workspace, (root) => writeText(root, owner, write));
    },
    create: async (workspace, path, kind) => {
      refuseOddName(path);
      return changing(workspace, (root) => createEntry(root, owner, path, kind));
    },
    move: async (workspace, from, to) => {
      refuseOddName(to);
      return changing(workspace, (root) => movePath(root, owner, from, to));
    },
    remove: (workspace, paths) =>
      changing(workspace, async (root) => {
        for (const path of paths) await removePath(root, path);
      }),
    discard: (workspace, paths) => changing(workspace, (root) => removed.take(workspace, root, paths)),
    restore: (workspace, undo) => changing(workspace, (root) => removed.restore(workspace, root, undo)),
    find: async (workspace, query) => {
      const root = await rootOf(workspace);
      return findInFiles(root, await listTree(root), query);
    },
    open: async (workspace, path) => openByPath(await rootOf(workspace), path),
    upload: async (workspace, path, body) => {
      refuseOddName(path);
      // Not in the queue: a slow upload must not hold up anybody's saving.
      const root = await rootOf(workspace);
      await sweepOnce(workspace, root);
      return writeStream(root, owner, path, body);
    },
    zip: async (workspace, path) => zipOf(await rootOf(workspace), path),
    hold: changing,
    async sourceHash(workspace) {
      const root = await rootOf(workspace);
      const state = states.get(workspace) ?? createSourceState(root);
      states.set(workspace, state);
      return state.hash(await listTree(root), await parts.results(workspace));
    },
    async changedSince(workspace, time) {
      const results = await parts.results(workspace);
      const { files } = await listing(workspace);
      return files.some((entry) => entry.kind === "file" && entry.modifiedAt > time && isSource(entry.path, results));
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    forget(workspace) {
      stopWatch(workspace);
      states.delete(workspace);
      swept.delete(workspace);
      removed.forget(workspace);
    },
    close() {
      removed.forget();
      stopPresence();
      for (const workspace of [...watches.keys()]) stopWatch(workspace);
    },
  };
}

async function createEntry(root: string, owner: Owner, path: FilePath, kind: "file" | "folder"): Promise<FileEntry> {
  return explaining(path, () =>
    inParent(
      root,
      path,
      async (folder, name) => {
        if (kind === "file") {
          await createFile(folder, name, owner);
        } else {
          folder.make(name, owner).close();
          await syncFolder(folder);
        }
        const stat = folder.look(name);
        if (stat === undefined) throw systemError("ENOENT");
        return entryOf(path, stat);
      },
      owner,
    ),
  );
}

/** New names must be such that every tool can handle them; existing odd ones can still be read, renamed and removed. */
function refuseOddName(path: FilePath): void {
  for (const part of path.split("/")) {
    const bytes = encodeName(part);
    if (bytes.length > 255) throw new UserError("invalid", "This name is longer than 255 bytes. Choose a shorter one.");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    const isOdd = /[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]/u.test(part) || /\p{Cs}/u.test(part);
    if (isOdd)
      throw new UserError(
        "invalid",
        "A name may not contain control characters or characters that turn the direction of text.",
      );
    if (decodeName(bytes) !== part)
      throw new UserError("invalid", "This name cannot be written to disk. Choose another one.");
  }
}
