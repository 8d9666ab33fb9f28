/** Where a text is edited: Monaco's model in the page, plain strings in tests. */
export interface TextBuffer {
  text(): string;
  /** Replaces what differs, so that cursors elsewhere and the undo history stay. */
  replace(text: string): void;
  onChange(listener: () => void): () => void;
  dispose(): void;
}

/** Makes the buffer of a file. */
export type MakeBuffer = (path: string, text: string) => TextBuffer;

/** The smallest piece of `before` that must be replaced to get `after`, as offsets. */
export function changedPiece(before: string, after: string): { start: number; end: number; text: string } {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  let tail = 0;
  while (
    tail < most - start &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  )
    tail += 1;
  return { start, end: before.length - tail, text: after.slice(start, after.length - tail) };
}
