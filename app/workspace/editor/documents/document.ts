import { createStore, type StoreApi } from "zustand/vanilla";
import { sentenceOf } from "#app/workspace/connection/call-error";
import type { Journal } from "#app/workspace/editor/documents/journal";
import type { MakeBuffer, TextBuffer } from "#app/workspace/editor/documents/text-buffer";
import type { CallInput, FileContent, WriteResult } from "#shared/socket/catalogue";

/** What is on disk when it is not what was read; null: the file is gone. */
export type Conflict = { readonly text: string; readonly version: string } | null;

/** A file as the page has it. */
export type DocumentState =
  | { readonly kind: "loading" }
  | { readonly kind: "failed"; readonly sentence: string }
  | {
      readonly kind: "text";
      /** Differs from what the server acknowledged. */
      readonly dirty: boolean;
      readonly saving: boolean;
      /** Why the last save failed. */
      readonly error: string | null;
      /** Set while the reader has to choose. */
      readonly conflict: { readonly current: Conflict } | null;
      /** Deleted on disk. */
      readonly gone: boolean;
    }
  | Exclude<FileContent, { kind: "text" }>;

/** The calls that a document makes. */
export interface FileCalls {
  read(path: string): Promise<FileContent>;
  write(input: CallInput<"files:write">): Promise<WriteResult>;
}

/** One open file: loads, saves in order, meets changes from elsewhere. */
export interface Document {
  readonly path: string;
  readonly state: StoreApi<DocumentState>;
  /** null unless the file is shown as text. */
  buffer(): TextBuffer | null;
  load(): Promise<void>;
  /** Writes what is unsaved; resolves when it is written, refused or in conflict, see the state. */
  save(): Promise<void>;
  /** News of the version on disk. */
  seen(version: string | undefined): Promise<void>;
  /** Ends a conflict: overwrites with the text of the editor, or takes the text of the disk. */
  keepMine(): Promise<void>;
  takeTheirs(): void;
  /** Writes a deleted file again. */
  restore(): Promise<void>;
  /** Puts unsaved text into the journal now; for the moment before the page goes. */
  rescue(): void;
  dispose(): void;
}

interface Parts {
  readonly path: string;
  readonly calls: FileCalls;
  /** Resolves when the editor's code has arrived. */
  readonly buffers: () => Promise<MakeBuffer>;
  readonly journal: Journal;
  /** Milliseconds of quiet before an automatic save. */
  readonly autosave?: number;
}

/** Long enough not to save half a word, short enough not to be waited for. */
const defaultAutosave = 1000;
/** How long typing may go on before the browser's copy is renewed. */
const journalDelay = 250;

type TextState = Extract<DocumentState, { kind: "text" }>;
const clean: TextState = { kind: "text", dirty: false, saving: false, error: null, conflict: null, gone: false };

/** A document that is not loaded yet. */
export function createDocument({ path, calls, buffers, journal, autosave = defaultAutosave }: Parts): Document {
  const state = createStore<DocumentState>(() => ({ kind: "loading" }));
  let buffer: TextBuffer | null = null;
  let base: { version: string | null; text: string } = { version: null, text: "" };
  let saving: Promise<void> | null = null;
  let quiet = false;
  let disposed = false;
  let saveTimer: ReturnType<typeof setTimeout> | undefined;
  let journalTimer: ReturnType<typeof setTimeout> | undefined;
  let stopListening = (): void => undefined;

  function text(): TextState | null {
    const now = state.getState();
    return now.kind === "text" ? now : null;
  }

  function set(change: Partial<TextState>): void {
    const now = text();
    if (now !== null && !disposed) state.setState({ ...now, ...change }, true);
  }

  function edited(): void {
    if (quiet) return;
    set({ dirty: true });
    clearTimeout(saveTimer);
    saveTimer = setTimeout(() => void save(), autosave);
    journalTimer ??= setTimeout(keepInJournal, journalDelay);
  }

  function keepInJournal(): void {
    clearTimeout(journalTimer);
    journalTimer = undefined;
    if (buffer !== null && text()?.dirty) journal.keep(path, { text: buffer.text(), base: base.version });
  }

  /** The server has `base`; what was typed meanwhile is still unsaved. */
  function settle(): void {
    const dirty = buffer !== null && buffer.text() !== base.text;
    set({ dirty, saving: false, error: null, conflict: null, gone: false });
    if (dirty) keepInJournal();
    else journal.drop(path);
  }

  function replaceQuietly(next: string): void {
    quiet = true;
    buffer?.replace(next);
    quiet = false;
  }

  async function load(): Promise<void> {
    state.setState({ kind: "loading" }, true);
    try {
      const [content, make] = await Promise.all([calls.read(path), buffers()]);
      if (disposed) return;
      if (content.kind !== "text") {
        state.setState(content, true);
        return;
      }
      base = { version: content.version, text: content.text };
      buffer ??= make(path, content.text);
      stopListening();
      stopListening = buffer.onChange(edited);
      state.setState(clean, true);
      recover();
    } catch (error) {
      if (!disposed) state.setState({ kind: "failed", sentence: sentenceOf(error) }, true);
    }
  }

  /** Text of a former life of this page goes on where it was; if the disk has moved on meanwhile, the save meets a conflict. */
  function recover(): void {
    const kept = journal.entry(path);
    if (kept === null) return;
    if (kept.text === base.text) {
      journal.drop(path);
      return;
    }
    replaceQuietly(kept.text);
    base = { ...base, version: kept.base };
    edited();
  }

  function save(): Promise<void> {
    clearTimeout(saveTimer);
    saving ??= write().finally(() => {
      saving = null;
    });
    return saving;
  }

  async function write(): Promise<void> {
    for (;;) {
      const now = text();
      if (buffer === null || now === null || !now.dirty || now.conflict !== null) return;
      const sent = buffer.text();
      if (sent === base.text && !now.gone) return settle();
      set({ saving: true, error: null });
      const result = await calls
        .write({ path, text: sent, base: base.version })
        .catch((error: unknown) => ({ kind: "failed" as const, sentence: sentenceOf(error) }));
      if (result.kind === "failed") {
        keepInJournal();
        return set({ saving: false, error: result.sentence });
      }
      if (result.kind === "conflict" && result.current?.text !== sent) {
        keepInJournal();
        return set({ saving: false, conflict: { current: result.current } });
      }
      base = { text: sent, version: result.kind === "saved" ? result.version : (result.current?.version ?? null) };
      settle();
      if (buffer.text() === sent) return;
    }
  }

  async function seen(version: string | undefined): Promise<void> {
    const now = text();
    if (now === null) {
      const { kind } = state.getState();
      if (version !== undefined && kind !== "loading") await load();
      return;
    }
    if (version === undefined) return set({ gone: true });
    if (now.gone) set({ gone: false });
    if (version === base.version || now.dirty || saving !== null) return;
    const content = await calls.read(path).catch(() => null);
    if (content?.kind !== "text" || disposed || text()?.dirty || saving !== null) return;
    base = { version: content.version, text: content.text };
    if (buffer?.text() !== content.text) replaceQuietly(content.text);
  }

  return {
    path,
    state,
    buffer: () => buffer,
    load,
    save,
    seen,
    async keepMine() {
      const conflict = text()?.conflict;
      if (!conflict) return;
      base = { version: conflict.current?.version ?? null, text: conflict.current?.text ?? "" };
      set({ conflict: null, dirty: true, gone: conflict.current === null });
      await save();
    },
    takeTheirs() {
      const conflict = text()?.conflict;
      if (!conflict) return;
      const theirs = conflict.current;
      if (theirs === null) return;
      base = { version: theirs.version, text: theirs.text };
      replaceQuietly(theirs.text);
      settle();
    },
    async restore() {
      base = { version: null, text: base.text };
      set({ dirty: true });
      await save();
    },
    rescue: keepInJournal,
    dispose() {
      keepInJournal();
      disposed = true;
      clearTimeout(saveTimer);
      clearTimeout(journalTimer);
      stopListening();
      buffer?.dispose();
    },
  };
}
