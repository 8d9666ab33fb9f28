/** Text that no server has acknowledged yet, and the version it was typed over. */
export interface JournalEntry {
  readonly text: string;
  /** null: the file did not exist. */
  readonly base: string | null;
  /** The same as edits of a shared text: they join with what others typed meanwhile. */
  readonly edits?: { readonly id: string; readonly update: Uint8Array } | undefined;
}

/** Keeps unacknowledged text in the browser, so that a reload or a crash loses nothing. */
export interface Journal {
  /** The text of this tab, or one that a tab left behind which lives no more; the latter becomes ours. */
  entry(path: string): JournalEntry | null;
  keep(path: string, entry: JournalEntry): void;
  drop(path: string): void;
  /** Paths that have an entry of this tab or of a dead one. */
  paths(): readonly string[];
  dispose(): void;
}

/** A tab that has not beaten for so long is dead: background tabs are throttled to one timer a minute. */
const deadAfter = 75_000;
const beatEvery = 5000;

interface Parts {
  /** Shared by all tabs of the browser. */
  readonly shared: Storage;
  /** Survives a reload of this tab only. */
  readonly own: Storage;
  readonly workspaceId: string;
  readonly now?: () => number;
}

/** A journal of one workspace; every tab writes under its own name, so two tabs never overwrite each other. */
export function createJournal({ shared, own, workspaceId, now = Date.now }: Parts): Journal {
  const prefix = `varlab.journal.${workspaceId}.`;
  const tab = tabId(own);
  const beatKey = (id: string) => `varlab.beat.${id}`;
  const keyOf = (id: string, path: string) => `${prefix}${id}.${path}`;

  function beat(): void {
    write(shared, beatKey(tab), String(now()));
  }

  /** Entries by path: ours first, then those of dead tabs, newest name wins nothing in particular. */
  function found(): Map<string, string> {
    const keys = new Map<string, string>();
    for (let index = 0; index < shared.length; index += 1) {
      const key = shared.key(index);
      if (key === null || !key.startsWith(prefix)) continue;
      const rest = key.slice(prefix.length);
      const dot = rest.indexOf(".");
      const [id, path] = [rest.slice(0, dot), rest.slice(dot + 1)];
      if (id === tab) keys.set(path, key);
      else if (!keys.has(path) && now() - Number(shared.getItem(beatKey(id)) ?? 0) > deadAfter) keys.set(path, key);
    }
    return keys;
  }

  const timer = setInterval(beat, beatEvery);
  beat();

  return {
    entry(path) {
      const key = found().get(path);
      if (key === undefined) return null;
      const entry = parsed(shared.getItem(key));
      if (entry !== null && key !== keyOf(tab, path)) write(shared, keyOf(tab, path), written(entry));
      if (key !== keyOf(tab, path)) shared.removeItem(key);
      return entry;
    },
    keep: (path, entry) => write(shared, keyOf(tab, path), written(entry)),
    drop: (path) => shared.removeItem(keyOf(tab, path)),
    paths: () => [...found().keys()],
    dispose: () => clearInterval(timer),
  };
}

function tabId(own: Storage): string {
  const known = own.getItem("varlab.tab");
  // A duplicated browser tab copies sessionStorage: a page that is reloaded says so, a copy does not.
  const id = known !== null && isReload() ? known : Math.random().toString(36).slice(2, 12);
  own.setItem("varlab.tab", id);
  return id;
}

function isReload(): boolean {
  if (typeof performance.getEntriesByType !== "function") return true;
  const [entry] = performance.getEntriesByType("navigation");
  return entry === undefined || !("type" in entry) || entry.type !== "navigate";
}

/** A full storage loses the safety net, never the text: that is in the editor and on its way to the server. */
function write(storage: Storage, key: string, value: string): void {
  try {
    storage.setItem(key, value);
  } catch {
    storage.removeItem(key);
  }
}

function written({ text, base, edits }: JournalEntry): string {
  return JSON.stringify({ text, base, edits: edits && { id: edits.id, update: base64(edits.update) } });
}

function parsed(text: string | null): JournalEntry | null {
  try {
    const value: unknown = JSON.parse(text ?? "null");
    if (value === null || typeof value !== "object" || !("text" in value) || typeof value.text !== "string")
      return null;
    const base = "base" in value && typeof value.base === "string" ? value.base : null;
    return { text: value.text, base, edits: "edits" in value ? editsIn(value.edits) : undefined };
  } catch {
    return null;
  }
}

function editsIn(value: unknown): JournalEntry["edits"] {
  if (value === null || typeof value !== "object" || !("id" in value) || !("update" in value)) return undefined;
  if (typeof value.id !== "string" || typeof value.update !== "string") return undefined;
  return { id: value.id, update: Uint8Array.from(atob(value.update), (letter) => letter.charCodeAt(0)) };
}

function base64(bytes: Uint8Array): string {
  let letters = "";
  for (const byte of bytes) letters += String.fromCharCode(byte);
  return btoa(letters);
}
