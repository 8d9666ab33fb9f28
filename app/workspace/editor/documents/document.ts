import { createStore } from "zustand/vanilla";
import { sentenceOf } from "#app/workspace/connection/call-error";
import type { Journal, JournalEntry } from "#app/workspace/editor/documents/journal";
import type { LiveText } from "#app/workspace/editor/documents/live-text";
import type { Document, DocumentState } from "#app/workspace/editor/documents/open-document";
import type { MakeBuffer, TextBuffer } from "#app/workspace/editor/documents/text-buffer";
import { createTextLink, type TextCalls } from "#app/workspace/editor/documents/text-link";
import type { FileContent } from "#shared/socket/catalogue";
import type { JoinedText } from "#shared/socket/texts";
import { changedPieces } from "#shared/text-pieces";

/** What comes with the editor's code. */
export interface Editing {
  readonly makeBuffer: MakeBuffer;
  readonly createLiveText: () => LiveText;
  readonly mergeEdits: (updates: readonly Uint8Array[]) => Uint8Array;
}

interface Parts {
  readonly path: string;
  readonly calls: TextCalls;
  /** Resolves when the editor's code has arrived. */
  readonly editing: () => Promise<Editing>;
  readonly journal: Journal;
  /** What is said of a text that cannot be saved as it is. */
  readonly say: (what: "tooLarge" | "replaced") => string;
}

/** How long typing may go on before the browser's copy is renewed. */
const journalDelay = 250;
/** A server that sends us away again and again gets the text as new edits, not as our history. */
const patience = { times: 3, within: 10_000 } as const;
/** Of unsaved edits in the journal: text alone does for larger ones. */
const journalledBytes = 256 * 1024;
/** As many letters as fit into what the editor saves. */
const maxLetters = 2 * 1024 * 1024;

type Text = Extract<DocumentState, { kind: "text" }>;

/** A document that is not loaded yet. */
export function createDocument({ path: firstPath, calls, editing, journal, say }: Parts): Document {
  const state = createStore<DocumentState>(() => ({ kind: "loading" }));
  const link = createTextLink({ calls, merge: (updates) => merge(updates), changed, closed });
  let merge: Editing["mergeEdits"] = ([first]) => first ?? new Uint8Array();
  let makeBuffer: MakeBuffer | undefined;
  let path = firstPath;
  let buffer: TextBuffer | null = null;
  let copy: LiveText | null = null;
  /** The last text that we know to have been in the file. */
  let base: { version: string | null; text: string | null } = { version: null, text: null };
  /** Text of ours that shares no history with the server's copy: one of the two must give way. */
  let apart = false;
  /** The line was dropped with edits of ours that the server may lack. */
  let owed = false;
  let again = false;
  let failure: string | null = null;
  let loading: Promise<void> | null = null;
  let closings: number[] = [];
  let disposed = false;
  let journalTimer: ReturnType<typeof setTimeout> | undefined;
  let stopListening = (): void => undefined;

  function changed(): void {
    if (buffer === null || copy === null || disposed || loading !== null) return;
    // What was too large to be sent stays in our history, for undo: without it the shorter text can be sent.
    if (link.tooLarge() && buffer.length() <= maxLetters) return beginAnew();
    const now = textState(copy);
    state.setState(now, true);
    if (now.dirty) journalTimer ??= setTimeout(keepInJournal, journalDelay);
    else settled(buffer);
  }

  function textState(live: LiveText): Text {
    const { conflict, gone, error } = link.state();
    const dirty = apart || link.unsaved();
    return {
      kind: "text",
      dirty,
      saving: dirty && !apart && link.sent() && error === null && conflict === null,
      error: dirty ? (link.tooLarge() ? say("tooLarge") : (error ?? failure)) : null,
      conflict: apart ? { current: { text: live.text(), version: link.version() ?? "" } } : conflict,
      gone,
    };
  }

  function settled(from: TextBuffer): void {
    clearTimeout(journalTimer);
    journalTimer = undefined;
    failure = null;
    journal.drop(path);
    base = { version: link.version(), text: from.text() };
  }

  function closed(): void {
    const now = Date.now();
    closings = [...closings, now].filter((time) => now - time < patience.within);
    link.lost();
    if (loading !== null) again = true;
    else if (closings.length > 2 * patience.times) changed();
    else if (closings.length > patience.times) beginAnew();
    else void load();
  }

  function beginAnew(): void {
    owed ||= link.unsaved();
    link.drop();
    void load();
  }

  function load(): Promise<void> {
    if (buffer === null && state.getState().kind !== "loading") state.setState({ kind: "loading" }, true);
    loading ??= join().finally(() => {
      loading = null;
      changed();
      if (again && !disposed) void load();
      again = false;
    });
    return loading;
  }

  async function join(): Promise<void> {
    try {
      const [answer, code] = await Promise.all([link.join(path), editing()]);
      if (disposed) return;
      merge = code.mergeEdits;
      makeBuffer = code.makeBuffer;
      if (answer.kind === "text") meet(answer, code);
      else becomeOther(answer);
    } catch (error) {
      if (disposed) return;
      failure = sentenceOf(error);
      if (buffer === null) state.setState({ kind: "failed", sentence: failure }, true);
    }
  }

  /** A file that is no text any more; unsaved text stays until somebody decides. */
  function becomeOther(content: Exclude<FileContent, { kind: "text" }>): void {
    if (buffer !== null && link.unsaved()) {
      failure = say("replaced");
      return;
    }
    release();
    state.setState(content, true);
  }

  function meet(answer: JoinedText, { createLiveText, makeBuffer: make }: Editing): void {
    failure = null;
    if (copy !== null && answer.id === link.id()) {
      copy.take(answer.update);
      if (!apart) return link.go(copy, answer, calls.mayEdit());
    }
    const next = createLiveText();
    next.take(answer.update);
    if (buffer === null) open(next, answer, make);
    else replace(next, answer, buffer);
  }

  /** Shows the text for the first time; what a former life of this page left unsaved goes on where it was. */
  function open(next: LiveText, answer: JoinedText, make: MakeBuffer): void {
    const kept = journal.entry(path);
    const theirs = next.text();
    const goesOn = kept !== null && kept.text !== theirs && resumed(next, kept, answer);
    apart = kept !== null && kept.text !== theirs && !goesOn;
    if (kept !== null && kept.text === theirs) journal.drop(path);
    base = apart && kept !== null ? { version: kept.base, text: null } : { version: answer.version, text: theirs };
    copy = next;
    buffer = make(path, apart && kept !== null ? kept.text : next.text());
    bind(next, buffer);
    link.go(next, answer, goesOn);
  }

  /** Another history than ours: our text is put upon it where that is certain to be right. */
  function replace(next: LiveText, answer: JoinedText, into: TextBuffer): void {
    const [mine, theirs] = [into.text(), next.text()];
    const unsaved = apart || owed || link.unsaved();
    owed = false;
    copy?.dispose();
    copy = next;
    link.drop();
    const fits = theirs === base.text || mine === theirs;
    apart = unsaved && !fits;
    const goesOn = unsaved && fits && mine !== theirs;
    if (goesOn) next.become(mine);
    else if (!unsaved) into.apply(changedPieces(mine, theirs));
    if (!unsaved) base = { version: answer.version, text: theirs };
    bind(next, into);
    link.go(next, answer, goesOn);
  }

  function bind(live: LiveText, to: TextBuffer): void {
    stopListening();
    if (apart) stopListening = to.onChange(changed);
    else {
      live.attach(to);
      stopListening = () => live.detach();
    }
  }

  function keepInJournal(): void {
    clearTimeout(journalTimer);
    journalTimer = undefined;
    if (buffer === null || copy === null || !textState(copy).dirty) return;
    const update = apart ? null : link.since();
    const id = update !== null && update.length <= journalledBytes ? link.id() : null;
    const edits = id === null || update === null ? undefined : { id, update };
    journal.keep(path, { text: buffer.text(), base: base.version, edits });
  }

  async function save(): Promise<void> {
    link.flush();
    if (buffer === null || apart || !link.unsaved()) return;
    if (!link.open()) await load();
    const id = link.id();
    if (id === null) return;
    try {
      await calls.save(id);
    } catch (error) {
      failure = sentenceOf(error);
    }
    changed();
  }

  async function choose(keep: "mine" | "theirs"): Promise<void> {
    if (apart && copy !== null && buffer !== null) {
      apart = false;
      const [mine, theirs] = [buffer.text(), copy.text()];
      if (keep === "mine") copy.become(mine);
      else buffer.apply(changedPieces(mine, theirs));
      bind(copy, buffer);
      changed();
      return keep === "mine" ? save() : undefined;
    }
    const id = link.id();
    const version = link.state().conflict?.current?.version ?? null;
    if (id === null) return;
    try {
      await calls.resolve(id, keep, version);
    } catch (error) {
      failure = sentenceOf(error);
    }
    changed();
  }

  function release(): void {
    stopListening();
    link.leave();
    link.drop();
    copy?.dispose();
    buffer?.dispose();
    [copy, buffer, apart] = [null, null, false];
  }

  return {
    get path() {
      return path;
    },
    state,
    peers: link.peers,
    buffer: () => buffer,
    offsetOf: (place) => (apart ? null : (copy?.offsetOf(place) ?? null)),
    load,
    save,
    hear: link.hear,
    lost: link.lost,
    async revert() {
      if (buffer === null || copy === null) return;
      if (loading !== null) await loading;
      if (!apart && !link.owes()) return;
      apart = false;
      journal.drop(path);
      link.drop();
      await load();
    },
    point(selection) {
      if (buffer === null || apart) return;
      if (selection === null) link.unpoint();
      else link.point(selection.anchor, selection.head);
    },
    rename(next) {
      journal.drop(path);
      path = next;
      if (buffer === null || copy === null || makeBuffer === undefined) return void load();
      const text = buffer.text();
      stopListening();
      buffer.dispose();
      buffer = makeBuffer(path, text);
      bind(copy, buffer);
      keepInJournal();
    },
    keepMine: () => choose("mine"),
    takeTheirs: () => choose("theirs"),
    restore: () => choose("mine"),
    rescue() {
      link.flush();
      keepInJournal();
    },
    dispose() {
      keepInJournal();
      disposed = true;
      clearTimeout(journalTimer);
      release();
    },
  };
}

/** Puts a journal's unsaved text upon the server's copy, if it is certain what that gives. */
function resumed(next: LiveText, { text, base, edits }: JournalEntry, answer: JoinedText): boolean {
  if (edits !== undefined && edits.id === answer.id) return next.take(edits.update);
  const untouched = base !== null && base === answer.version && answer.saved === answer.sequence;
  if (untouched) next.become(text);
  return untouched;
}
