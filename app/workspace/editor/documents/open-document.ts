import type { StoreApi } from "zustand/vanilla";
import type { TextBuffer } from "#app/workspace/editor/documents/text-buffer";
import type { Peer, TextNotice } from "#app/workspace/editor/documents/text-link";
import type { FileContent } from "#shared/socket/catalogue";

/** What is on disk when it is not what was read; null: the file is gone. */
export type Conflict = { readonly text: string; readonly version: string } | null;

/** A file as the page has it. */
export type DocumentState =
  | { readonly kind: "loading" }
  | { readonly kind: "failed"; readonly sentence: string }
  | {
      readonly kind: "text";
      /** What is shown differs from the file, whoever typed it. */
      readonly dirty: boolean;
      /** The server has everything and is about to write it. */
      readonly saving: boolean;
      /** Why the last save failed. */
      readonly error: string | null;
      /** Set while the reader has to choose. */
      readonly conflict: { readonly current: Conflict } | null;
      /** Deleted on disk. */
      readonly gone: boolean;
    }
  | Exclude<FileContent, { kind: "text" }>;

/** One open file: takes part in its text, knows what is saved, meets changes from elsewhere. */
export interface Document {
  readonly path: string;
  readonly state: StoreApi<DocumentState>;
  /** The others in this text. */
  readonly peers: StoreApi<readonly Peer[]>;
  /** null unless the file is shown as text. */
  buffer(): TextBuffer | null;
  /** Where a place of a peer is now; null when its letters are gone. */
  offsetOf(place: Uint8Array): number | null;
  /** Joins, or joins again after the connection was lost. */
  load(): Promise<void>;
  /** Saves now; resolves when it is written, refused or in conflict, see the state. */
  save(): Promise<void>;
  hear(news: TextNotice): void;
  /** The connection is lost. */
  lost(): void;
  /** Throws away what the server has not, for somebody who may not change it any more. */
  revert(): Promise<void>;
  /** Shows the others where this page's cursor is; null: not in this text. */
  point(selection: { readonly anchor: number; readonly head: number } | null): void;
  /** The file has another name now. */
  rename(path: string): void;
  /** Ends a conflict: overwrites with the text of the editor, or takes the text of the disk. */
  keepMine(): Promise<void>;
  takeTheirs(): Promise<void>;
  /** Writes a deleted file again. */
  restore(): Promise<void>;
  /** Sends what waits and puts unsaved text into the journal; for the moment before the page goes. */
  rescue(): void;
  dispose(): void;
}
