import * as Y from "yjs";
import type { Files } from "#server/files/files";
import { dropPending, isPlainEdit, textName } from "#server/shared-texts/edit-rules";
import type { KeptTexts } from "#server/shared-texts/kept-texts";
import { type LineForm, plainText, storedText } from "#server/shared-texts/line-form";
import { replaceText, type TextOrigin } from "#server/shared-texts/text-origin";
import type { Caller, Viewer } from "#server/sockets/handlers";
import { UserError, unknownThing } from "#shared/failures";
import type { FilePath, TextId, WorkspaceId } from "#shared/ids";
import { maxTextBytes } from "#shared/socket/catalogue";
import type { JoinedText, TextCursor, TextState } from "#shared/socket/texts";

/** From the last edit to the save: a pause between words. */
const QUIET_MS = 300;
/** Who types without a pause is saved so often. */
const PATIENCE_MS = 1500;
/** A page that does not read is dropped from the text at this many unsent bytes; it joins again. */
const MAXIMUM_BUFFERED_BYTES = 4 * 1024 * 1024;
/** Beyond what can ever be saved; nobody needs such a text in our memory. */
const MAXIMUM_LETTERS = 4 * maxTextBytes;
/** What a document may have received before it begins anew: its history is never smaller than the text, and rarely much larger. */
const MAXIMUM_RECEIVED_BYTES = 16 * 1024 * 1024;

interface SharedTextParts {
  readonly workspace: WorkspaceId;
  readonly path: FilePath;
  readonly origin: TextOrigin;
  readonly files: Pick<Files, "read" | "write">;
  readonly kept: KeptTexts;
  /** The sentence for what was thrown by a save. */
  readonly explain: (error: unknown) => string;
  /** Runs what touches the file one after the other. */
  readonly inTurn: <T>(id: TextId, work: () => Promise<T>) => Promise<T>;
}

interface Member {
  readonly viewer: Viewer;
  readonly who: Omit<TextCursor, "at">;
  /** The last edit of this page that arrived. */
  number: number;
  at: TextCursor["at"];
}

/** Who made a change that no page made: the file was changed by something else. */
const disk = Symbol("disk");

/** One text that pages edit together: takes and passes on edits, writes the file, meets what else happens to it. */
export class SharedText {
  readonly id: TextId;
  path: FilePath;
  readonly #parts: SharedTextParts;
  readonly #document: Y.Doc;
  readonly #members = new Map<string, Member>();
  #sequence = 0;
  #saved = 0;
  #version: string | null;
  #form: LineForm;
  #state: TextState;
  #timer: NodeJS.Timeout | undefined;
  #unsavedSince = 0;
  #received = 0;
  #closed = false;

  constructor(parts: SharedTextParts) {
    const { id, document, version, form, unsaved, conflict } = parts.origin;
    this.#parts = parts;
    this.id = id;
    this.path = parts.path;
    this.#document = document;
    this.#version = version;
    this.#form = form;
    this.#state = { conflict, gone: false, error: null };
    document.on("update", (update: Uint8Array, origin: unknown) => this.#changed(update, origin));
    if (unsaved) this.#sequence = 1;
    if (unsaved && conflict === null) this.#plan();
  }

  get members(): number {
    return this.#members.size;
  }

  get letters(): number {
    return this.#text().length;
  }

  /** Closed: the file is no text any more, or the history has grown too long. */
  get closed(): boolean {
    return this.#closed;
  }

  get unsaved(): boolean {
    return this.#sequence !== this.#saved;
  }

  /** Adds a page; edits reach it from now on. */
  join({ viewer, claims }: Caller, known: { id: TextId; vector: Uint8Array } | undefined): JoinedText {
    const who = { page: viewer.id, user: claims.sub, name: claims.name };
    this.#members.set(viewer.id, { viewer, who, number: 0, at: null });
    return {
      kind: "text",
      id: this.id,
      update: Y.encodeStateAsUpdate(this.#document, known?.id === this.id ? known.vector : undefined),
      vector: Y.encodeStateVector(this.#document),
      sequence: this.#sequence,
      saved: this.#saved,
      version: this.#version,
      state: this.#state,
      cursors: [...this.#members.values()].filter(({ at }) => at !== null).map(({ who, at }) => ({ ...who, at })),
    };
  }

  leave(viewer: string): void {
    const member = this.#members.get(viewer);
    if (member === undefined) return;
    this.#members.delete(viewer);
    if (member.at !== null) this.#tell((other) => other.send("text:cursor", this.#cursor(member, null)));
  }

  /** Takes in an edit; a page whose edit does not fit is told to join again. */
  edit(viewer: Viewer, number: number, update: Uint8Array): void {
    const member = this.#member(viewer);
    if (!isPlainEdit(this.#document, update)) return this.#dismiss(member);
    Y.applyUpdate(this.#document, update, member);
    this.#received += update.length;
    if (dropPending(this.#document)) return this.#dismiss(member);
    member.number = number;
    if (this.letters > MAXIMUM_LETTERS) this.close();
    else if (!this.unsaved) this.#tellSaved(member);
  }

  point(viewer: Viewer, at: TextCursor["at"]): void {
    const member = this.#member(viewer);
    member.at = at;
    this.#tell((other) => other.send("text:cursor", this.#cursor(member, at)), member);
  }

  /** Writes what is unsaved; resolves when it is in the file, or the state says why not. */
  save(): Promise<void> {
    return this.#inTurn(() => this.#write());
  }

  /** Compares the file with what is known of it. */
  look(): Promise<void> {
    return this.#inTurn(() => this.#look());
  }

  /** Ends a conflict, or writes a deleted file again. Throws when something else is on the disk than what was chosen about. */
  resolve(keep: "mine" | "theirs", version: string | null): Promise<void> {
    return this.#inTurn(async () => {
      const { conflict, gone } = this.#state;
      if (conflict === null && !(gone && keep === "mine")) return;
      const current = conflict?.current ?? null;
      if ((current?.version ?? null) !== version)
        throw new UserError("conflict", "The file was changed once more. Look at both texts again.");
      if (keep === "theirs") return this.#takeDisk(version);
      this.#version = version;
      if (!this.unsaved) this.#sequence += 1;
      this.#become({ conflict: null, gone: false, error: null });
      await this.#write();
    });
  }

  /** Ends the sharing: every page joins again. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    for (const { viewer } of this.#members.values()) viewer.send("text:closed", { id: this.id });
    this.#members.clear();
    this.#document.destroy();
  }

  #text(): Y.Text {
    return this.#document.getText(textName);
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    return this.#parts.inTurn(this.id, async () => {
      if (!this.#closed) await work();
    });
  }

  #member(viewer: Viewer): Member {
    const member = this.#members.get(viewer.id);
    if (member === undefined) throw unknownThing();
    return member;
  }

  #dismiss({ viewer }: Member): void {
    this.leave(viewer.id);
    viewer.send("text:closed", { id: this.id });
  }

  #changed(update: Uint8Array, origin: unknown): void {
    this.#sequence += 1;
    const notice = { id: this.id, sequence: this.#sequence, update };
    this.#tell((other) => other.send("text:edited", notice), origin);
    if (origin === disk) return;
    // Typing over a deleted file: only a person can say whether it shall be there again.
    if (this.#state.gone) this.#become({ ...this.#state, gone: false, conflict: { current: null } });
    this.#plan();
  }

  #plan(): void {
    const now = Date.now();
    if (this.#timer === undefined) this.#unsavedSince = now;
    clearTimeout(this.#timer);
    const patience = Math.max(0, this.#unsavedSince + PATIENCE_MS - now);
    this.#timer = setTimeout(() => void this.save(), Math.min(QUIET_MS, patience));
  }

  async #write(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    while (this.unsaved && this.#state.conflict === null && !this.#closed) {
      const sequence = this.#sequence;
      const numbers = new Map([...this.#members.values()].map((member) => [member, member.number]));
      const text = this.#text().toString();
      try {
        const version = await this.#put(text);
        if (version === undefined) return;
        this.#version = version;
      } catch (error) {
        this.#become({ ...this.#state, error: this.#parts.explain(error) });
        return;
      }
      this.#saved = sequence;
      for (const [member, number] of numbers) this.#tellSaved(member, number);
      if (this.#state.error !== null || this.#state.gone) this.#become({ conflict: null, gone: false, error: null });
    }
    if (this.#received > MAXIMUM_RECEIVED_BYTES && !this.unsaved && !this.#closed) await this.#renew();
  }

  /** The version under which the text is in the file now; undefined when that became a conflict. */
  async #put(text: string): Promise<string | undefined> {
    const { workspace, files, kept } = this.#parts;
    const { path } = this;
    const revision = `${this.#sequence}.${Date.now().toString(36)}`;
    const state = Y.encodeStateAsUpdate(this.#document);
    await kept.keep(workspace, path, { id: this.id, revision, base: this.#version, state });
    const stored = storedText(text, this.#form);
    const result = await files.write(workspace, { path, text: stored, base: this.#version, force: false });
    if (result.kind === "saved") {
      await kept.confirm(workspace, path, revision, result.version);
      return result.version;
    }
    const current = result.current && { ...result.current, text: plainText(result.current.text).text };
    if (current?.text === text) return current.version;
    this.#become({ ...this.#state, conflict: { current } });
    return undefined;
  }

  async #look(): Promise<void> {
    const { workspace, files } = this.#parts;
    const content = await files.read(workspace, this.path).catch((error: unknown) => {
      if (error instanceof UserError) return undefined;
      throw error;
    });
    if (this.#closed || this.#state.conflict !== null) return;
    if (content === undefined) {
      if (this.unsaved) await this.#write();
      else if (!this.#state.gone) this.#become({ ...this.#state, gone: true });
    } else if (content.kind !== "text") {
      // With unsaved text the next save says what happened.
      if (!this.unsaved) this.close();
    } else if (content.version !== this.#version) {
      if (this.unsaved) await this.#write();
      else await this.#absorb(content.text, content.version);
    } else if (this.#state.gone) this.#become({ ...this.#state, gone: false });
  }

  async #takeDisk(version: string | null): Promise<void> {
    const { workspace, files } = this.#parts;
    const content = await files.read(workspace, this.path);
    if (content.kind !== "text" || content.version !== version)
      throw new UserError("conflict", "The file was changed once more. Look at both texts again.");
    await this.#absorb(content.text, content.version);
  }

  /** Takes over what the disk says; nothing unsaved remains. */
  async #absorb(stored: string, version: string): Promise<void> {
    const { text, form } = plainText(stored);
    replaceText(this.#document, text, disk);
    this.#form = form;
    this.#version = version;
    this.#saved = this.#sequence;
    const sequence = this.#sequence;
    for (const member of this.#members.values()) this.#tellSaved(member);
    this.#become({ conflict: null, gone: false, error: null });
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const revision = `${sequence}.${Date.now().toString(36)}`;
    const state = Y.encodeStateAsUpdate(this.#document);
    const { workspace, kept } = this.#parts;
    await kept.keep(workspace, this.path, { id: this.id, revision, base: version, state });
    await kept.confirm(workspace, this.path, revision, version);
  }

  /** Begins a new history: the old one was only growing. */
  async #renew(): Promise<void> {
    await this.#parts.kept.drop(this.#parts.workspace, this.path);
    if (!this.unsaved) this.close();
  }

  #become(state: TextState): void {
    this.#state = state;
    this.#tell((viewer) => viewer.send("text:changed", { id: this.id, state }));
  }

  #tellSaved(member: Member, number = member.number): void {
    member.viewer.send("text:saved", { id: this.id, sequence: this.#saved, number, version: this.#version });
  }

  #cursor({ who }: Member, at: TextCursor["at"]) {
    return { id: this.id, cursor: { ...who, at } };
  }

  #tell(send: (viewer: Viewer) => void, except?: unknown): void {
    for (const member of [...this.#members.values()]) {
      if (member === except) continue;
      if (member.viewer.buffered() > MAXIMUM_BUFFERED_BYTES) this.#dismiss(member);
      else send(member.viewer);
    }
  }
}
