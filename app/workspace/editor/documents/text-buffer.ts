import type { TextPiece } from "#shared/text-pieces";

/** What undoes and redoes a person's own changes, and nobody else's. */
export interface TextHistory {
  undo(): void;
  redo(): void;
  canUndo(): boolean;
  canRedo(): boolean;
}

/** Where a text is edited: Monaco's model in the page, plain strings in tests. Lines end with "\n". */
export interface TextBuffer {
  text(): string;
  length(): number;
  /** Changes from elsewhere: pieces in order, with places in the text before. Cursors stay where they are, except after an undo, which shows what it did. */
  apply(pieces: readonly TextPiece[], undone?: boolean): void;
  /** What was typed here, last piece first; not what was applied. */
  onChange(listener: (pieces: readonly TextPiece[]) => void): () => void;
  /** Undo and redo go there instead of to the buffer's own history. */
  follow(history: TextHistory): void;
  dispose(): void;
}

/** Makes the buffer of a file. */
export type MakeBuffer = (path: string, text: string) => TextBuffer;
