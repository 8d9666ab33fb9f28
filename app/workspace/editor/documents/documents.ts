import { createStore, type StoreApi } from "zustand/vanilla";
import { wordsOf } from "#app/i18n/outside-react";
import { CallError } from "#app/workspace/connection/call-error";
import type { Connection } from "#app/workspace/connection/connection";
import { createDocument, type Editing } from "#app/workspace/editor/documents/document";
import { createJournal } from "#app/workspace/editor/documents/journal";
import type { Document } from "#app/workspace/editor/documents/open-document";
import { textCalls, textNotices } from "#app/workspace/editor/documents/text-messages";
import type { OpenFiles } from "#app/workspace/editor/open-files";
import { allows } from "#app/workspace/session/rights";
import type { WorkspaceStore } from "#app/workspace/store/workspace-store";

/** What the page has of one file that the server has not. */
export type FileMark = "dirty" | "saving" | "failed" | "conflict";

/** The open documents and whether they are saved. */
export interface Documents {
  /** The document of a path, loading when it is new. */
  get(path: string): Document;
  /** By path, only of files that are not simply saved. */
  readonly marks: StoreApi<ReadonlyMap<string, FileMark>>;
  /** Saves everything; throws a CallError when something could not be saved. */
  saveAll(): Promise<void>;
  /** Open texts go along with a file or folder that has another name now. */
  renamed(from: string, to: string): void;
  dispose(): void;
}

interface Parts {
  readonly workspaceId: string;
  readonly connection: Connection;
  readonly store: WorkspaceStore;
  readonly openFiles: OpenFiles;
  readonly editing: () => Promise<Editing>;
}

/** Documents follow the tabs: one opens with its first tab and goes with its last, once it is saved. */
export function createDocuments({ workspaceId, connection, store, openFiles, editing }: Parts): Documents {
  const journal = createJournal({ shared: localStorage, own: sessionStorage, workspaceId });
  const all = new Map<string, Document>();
  const marks = createStore<ReadonlyMap<string, FileMark>>(() => new Map());
  const calls = textCalls(connection);
  let joinedToEdit = true;

  function get(path: string): Document {
    const known = all.get(path);
    if (known !== undefined) return known;
    const document = createDocument({
      path,
      calls,
      editing,
      journal,
      say: (what) => wordsOf("editing.documents")(what),
    });
    all.set(path, document);
    document.state.subscribe(() => {
      mark(document);
      if (markOf(document) === "dirty") openFiles.keep(document.path);
    });
    void document.load();
    return document;
  }

  function mark(document: Document): void {
    const before = marks.getState().get(document.path);
    const now = all.get(document.path) === document ? markOf(document) : undefined;
    if (before === now) return;
    const next = new Map(marks.getState());
    if (now === undefined) next.delete(document.path);
    else next.set(document.path, now);
    marks.setState(next, true);
    if (now === undefined) forgetClosed();
  }

  function isOpen(path: string): boolean {
    return openFiles.state.getState().groups.some((group) => group.tabs.some((tab) => tab.path === path));
  }

  function forgetClosed(): void {
    for (const [path, document] of all) {
      if (isOpen(path)) continue;
      const now = markOf(document);
      if (now === "dirty" || now === "failed") void document.save();
      if (now !== undefined) continue;
      all.delete(path);
      document.dispose();
    }
  }

  async function saveAll(): Promise<void> {
    await Promise.all([...all.values()].map((document) => document.save()));
    const [path, why] = [...marks.getState()].find(([, now]) => now === "conflict" || now === "failed") ?? [];
    if (path === undefined) return;
    const t = wordsOf("editing.documents");
    const sentence = why === "conflict" ? t("changedElsewhere", { path }) : t("notSaved", { path });
    openFiles.open(path);
    throw new CallError({ code: "conflict", sentence });
  }

  function renamed(from: string, to: string): void {
    for (const [path, document] of [...all]) {
      if (path !== from && !path.startsWith(`${from}/`)) continue;
      const next = to + path.slice(from.length);
      all.delete(path);
      unmark(path);
      all.get(next)?.dispose();
      document.rename(next);
      all.set(next, document);
      mark(document);
    }
    openFiles.renamed(from, to);
  }

  function unmark(path: string): void {
    if (!marks.getState().has(path)) return;
    const next = new Map(marks.getState());
    next.delete(path);
    marks.setState(next, true);
  }

  function saveQuietly(): void {
    for (const document of all.values()) void document.save();
  }

  const ends = [
    openFiles.state.subscribe(forgetClosed),
    store.subscribe(({ files }, before) => {
      if (files === before.files) return;
      // A text is told by its own line what happens to its file.
      for (const [path, document] of all) {
        const { kind } = document.state.getState();
        const version = files.get(path)?.version;
        const isOther = kind !== "text" && kind !== "loading";
        if (isOther && version !== undefined && version !== before.files.get(path)?.version) void document.load();
      }
    }),
    textNotices(connection, (news) => {
      for (const document of all.values()) document.hear(news);
    }),
    connection.on("files:moved", ({ from, to }) => renamed(from, to)),
    connection.onOnline(() => {
      joinedToEdit = calls.mayEdit();
      for (const document of all.values()) void document.load();
    }),
    connection.link.subscribe(({ state }) => {
      if (state !== "online") for (const document of all.values()) document.lost();
    }),
    store.subscribe(({ people }, before) => {
      if (people === null || people === before.people) return;
      const mayEdit = allows(people.you.right, "drive");
      // A ticket may say less than the server does: what was typed before the connection was lost goes on its way now.
      for (const document of all.values()) {
        if (!mayEdit) void document.revert();
        else if (!joinedToEdit) void document.load();
      }
      joinedToEdit = mayEdit;
    }),
    () => window.removeEventListener("blur", saveQuietly),
    () => window.removeEventListener("pagehide", leave),
  ];
  window.addEventListener("blur", saveQuietly);
  window.addEventListener("pagehide", leave);
  for (const path of journal.paths()) openFiles.open(path, undefined, { background: true });

  function leave(): void {
    for (const document of all.values()) {
      document.rescue();
      void document.save();
    }
  }

  return {
    get,
    marks,
    saveAll,
    renamed,
    dispose() {
      for (const end of ends) end();
      for (const document of all.values()) document.dispose();
      all.clear();
      journal.dispose();
    },
  };
}

function markOf(document: Document): FileMark | undefined {
  const state = document.state.getState();
  if (state.kind !== "text") return undefined;
  if (state.conflict !== null) return "conflict";
  if (state.saving) return "saving";
  if (!state.dirty) return undefined;
  return state.error === null ? "dirty" : "failed";
}
