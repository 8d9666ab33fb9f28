import { createStore, type StoreApi } from "zustand/vanilla";
import { type DraftHttp, type FileContent, Refusal } from "#app/authoring/draft-http";
import { wordsOf } from "#app/i18n/outside-react";
import { inReadersLanguage } from "#app/i18n/sentences";
import { composePath, type DraftFileView, type DraftView, sheetPath, type VersionEntry } from "#shared/authoring/draft";
import { type ReadDraft, readDraft } from "#shared/authoring/draft-problems";
import type { Experiment } from "#shared/experiment/experiment";

/** How a file stands to what is saved. */
export type FileState = "saved" | "dirty" | "saving" | "failed" | "conflict";

/** A file as it stands here. */
export interface DeskFile {
  /** As it was last read or saved. */
  readonly seen: DraftFileView;
  /** As it is edited here; null when it is no text. */
  readonly text: string | null;
  readonly state: FileState;
  /** Why it is not saved. */
  readonly failure?: string;
  /** What somebody else saved meanwhile; null: they removed the file. Only with `conflict`. */
  readonly theirs?: DraftFileView | null;
}

/** What the page shows. */
export interface DeskState {
  /** Of the last complete reading. */
  readonly revision: number;
  readonly visible: boolean;
  readonly changed: boolean;
  readonly versions: readonly VersionEntry[];
  readonly files: ReadonlyMap<string, DeskFile>;
  /** Folders that were made here and hold nothing yet. */
  readonly folders: readonly string[];
  /** What the texts come to, as they are now. */
  readonly reading: ReadDraft;
  /** The last experiment that could be read, for the drawing while there are errors. */
  readonly shown: Experiment | null;
}

/** An experiment's draft while it is written. */
export interface DraftDesk {
  readonly state: StoreApi<DeskState>;
  readonly http: DraftHttp;
  /** Takes what was typed; it is saved soon. */
  edit(path: string, text: string): void;
  /** Resolves when it is saved, or known not to be. */
  save(path: string): Promise<void>;
  /** Throws a Refusal when something could not be saved. */
  saveAll(): Promise<void>;
  /** Makes a file, or puts one in the place of what is there. */
  put(path: string, content: FileContent): Promise<void>;
  makeFolder(path: string): void;
  move(moves: readonly { readonly from: string; readonly to: string }[]): Promise<void>;
  remove(paths: readonly string[]): Promise<void>;
  /** Ends a conflict with the text that is here, over theirs. */
  keepMine(path: string): Promise<void>;
  /** Ends a conflict with their text; ours is given up. */
  takeTheirs(path: string): void;
  /** Takes in a draft as the server answered it. */
  take(view: DraftView): void;
  /** Asks the server for what others changed. */
  refresh(): Promise<void>;
  dispose(): void;
}

/** Long enough not to save every key, short enough to lose nothing worth a word. */
const autosaveMs = 800;
/** Reading 64 KB of YAML takes under 20 ms: after a pause in typing nobody waits for it. */
const readingMs = 150;
/** Others' saves show up within a quarter of a minute; a save of ours meets theirs at once anyway. */
const refreshMs = 15_000;

/** A desk with the draft on it; its creator disposes it. */
export function createDraftDesk(view: DraftView, http: DraftHttp): DraftDesk {
  const files = new Map(view.files.map((file) => [file.path, unchanged(file)]));
  const reading = readingOf(files);
  const state = createStore<DeskState>(() => ({
    ...{ revision: view.revision, visible: view.visible, changed: view.changed, versions: view.versions },
    ...{ files, folders: [], reading, shown: reading.experiment },
  }));
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const saves = new Map<string, Promise<void>>();
  let readingTimer: ReturnType<typeof setTimeout> | undefined;

  const fileAt = (path: string) => state.getState().files.get(path);

  function set(path: string, file: DeskFile | null): void {
    const next = new Map(state.getState().files);
    if (file === null) next.delete(path);
    else next.set(path, file);
    state.setState({ files: next });
    readSoon();
  }

  function readSoon(): void {
    clearTimeout(readingTimer);
    readingTimer = setTimeout(readNow, readingMs);
  }

  function readNow(): void {
    clearTimeout(readingTimer);
    const fresh = readingOf(state.getState().files);
    state.setState(({ shown }) => ({ reading: fresh, shown: fresh.experiment ?? shown }));
  }

  function edit(path: string, text: string): void {
    const file = fileAt(path);
    if (file === undefined || file.text === text) return;
    // A conflict is ended by a decision, not by a key.
    set(path, { ...file, text, state: file.state === "conflict" ? "conflict" : "dirty", failure: undefined });
    if (file.state !== "conflict") saveSoon(path);
  }

  function saveSoon(path: string): void {
    clearTimeout(timers.get(path));
    timers.set(
      path,
      setTimeout(() => void save(path), autosaveMs),
    );
  }

  /** One save of a file at a time: the next one names the revision that this one makes. */
  function save(path: string): Promise<void> {
    clearTimeout(timers.get(path));
    const running = saves.get(path);
    if (running !== undefined) return running.then(() => save(path));
    const file = fileAt(path);
    if (file === undefined || file.text === null || (file.state !== "dirty" && file.state !== "failed"))
      return Promise.resolve();
    const work = saveText(path, file.text, file.seen.revision).finally(() => saves.delete(path));
    saves.set(path, work);
    return work;
  }

  async function saveText(path: string, text: string, base: number | null): Promise<void> {
    const before = fileAt(path);
    if (before !== undefined) set(path, { ...before, state: "saving", failure: undefined });
    try {
      const saved = await http.save(path, base, { text });
      const now = fileAt(path);
      if (now === undefined) return;
      if (!saved.ok) {
        set(path, { ...now, state: "conflict", theirs: saved.current });
        return;
      }
      const isCurrent = now.text === text;
      set(path, { seen: saved.file, text: now.text, state: isCurrent ? "saved" : "dirty" });
      state.setState({ changed: true });
      if (!isCurrent) saveSoon(path);
    } catch (error) {
      const now = fileAt(path);
      if (now !== undefined) set(path, { ...now, state: "failed", failure: sentenceOf(error) });
    }
  }

  async function saveAll(): Promise<void> {
    await Promise.all([...state.getState().files.keys()].map((path) => save(path)));
    const [path, file] = [...state.getState().files].find(([, one]) => one.state !== "saved") ?? [];
    if (path === undefined) return;
    const t = wordsOf("authoring.desk");
    if (file?.state === "conflict") throw new Refusal("conflict", t("conflict", { path }));
    throw new Refusal("unavailable", t("notSaved", { path, why: file?.failure ?? t("soon") }));
  }

  async function put(path: string, content: FileContent): Promise<void> {
    const saved = await http.save(path, fileAt(path)?.seen.revision ?? null, content);
    if (!saved.ok) {
      await refresh();
      throw new Refusal("conflict", wordsOf("authoring.desk")("changed", { path }));
    }
    set(path, unchanged(saved.file));
    state.setState(({ folders }) => ({ changed: true, folders: folders.filter((one) => !path.startsWith(`${one}/`)) }));
  }

  function seenOf(path: string) {
    const file = fileAt(path);
    if (file === undefined) throw new Refusal("unknown", wordsOf("authoring.desk")("gone", { path }));
    return { path, revision: file.seen.revision };
  }

  /** The files of a path: itself, or everything below it. */
  function below(path: string): string[] {
    return [...state.getState().files.keys()].filter((one) => one === path || one.startsWith(`${path}/`));
  }

  function take(fresh: DraftView): void {
    const known = state.getState().files;
    const next = new Map<string, DeskFile>();
    for (const file of fresh.files) next.set(file.path, merged(known.get(file.path), file));
    for (const [path, file] of known) {
      // Removed by others while it was edited here: our text is not thrown away.
      if (!next.has(path) && file.state !== "saved") next.set(path, { ...file, state: "conflict", theirs: null });
    }
    const { revision, visible, changed, versions } = fresh;
    state.setState({ revision, visible, changed, versions, files: next });
    readNow();
  }

  async function refresh(): Promise<void> {
    const fresh = await http.read(state.getState().revision);
    if (fresh !== null) take(fresh);
  }

  const refreshing = setInterval(() => {
    if (!document.hidden) refresh().catch(() => undefined);
  }, refreshMs);
  const onFocus = () => void refresh().catch(() => undefined);
  window.addEventListener("focus", onFocus);

  return {
    state,
    http,
    edit,
    save,
    saveAll,
    put,
    makeFolder: (path) => state.setState(({ folders }) => ({ folders: [...new Set([...folders, path])] })),
    async move(moves) {
      await saveAll();
      const all = moves.flatMap(({ from, to }) =>
        below(from).map((path) => ({ ...seenOf(path), to: `${to}${path.slice(from.length)}` })),
      );
      if (all.length > 0) take(await http.move(all));
      state.setState(({ folders }) => ({
        folders: folders.map((folder) => moves.find(({ from }) => from === folder)?.to ?? folder),
      }));
    },
    async remove(paths) {
      const all = [...new Set(paths.flatMap(below))].map(seenOf);
      for (const { path } of all) clearTimeout(timers.get(path));
      if (all.length > 0) {
        const fresh = await http.remove(all);
        for (const { path } of all) set(path, null);
        take(fresh);
      }
      state.setState(({ folders }) => ({ folders: folders.filter((folder) => !paths.includes(folder)) }));
    },
    async keepMine(path) {
      const file = fileAt(path);
      if (file?.theirs === undefined || file.text === null) return;
      await saveText(path, file.text, file.theirs?.revision ?? null);
    },
    takeTheirs(path) {
      const file = fileAt(path);
      if (file?.theirs === undefined) return;
      set(path, file.theirs === null ? null : unchanged(file.theirs));
    },
    take,
    refresh,
    dispose() {
      clearInterval(refreshing);
      clearTimeout(readingTimer);
      for (const timer of timers.values()) clearTimeout(timer);
      window.removeEventListener("focus", onFocus);
    },
  };
}

/** A refusal's own words; anything else is not the author's to read. */
export function sentenceOf(error: unknown): string {
  return error instanceof Refusal ? inReadersLanguage(error.message) : wordsOf("authoring.desk")("failed");
}

function unchanged(seen: DraftFileView): DeskFile {
  return { seen, text: seen.text, state: "saved" };
}

/** What was typed here stays; a save will find out that the other has changed. */
function merged(known: DeskFile | undefined, fresh: DraftFileView): DeskFile {
  if (known === undefined) return unchanged(fresh);
  if (known.seen.revision >= fresh.revision || known.state !== "saved") return known;
  return unchanged(fresh);
}

function readingOf(files: ReadonlyMap<string, DeskFile>): ReadDraft {
  const text = (path: string) => files.get(path)?.text ?? null;
  return readDraft({ compose: text(composePath), sheet: text(sheetPath), paths: [...files.keys()] });
}
