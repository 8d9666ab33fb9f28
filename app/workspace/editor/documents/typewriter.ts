import type { TextBuffer } from "#app/workspace/editor/documents/text-buffer";
import { changedPieces, type TextPiece } from "#shared/text-pieces";

/** A buffer in memory, for tests; `type` stands for the keyboard. */
export function typewriter(text: string): TextBuffer & { type(next: string): void } {
  let now = text;
  const listeners = new Set<(pieces: readonly TextPiece[]) => void>();
  return {
    text: () => now,
    length: () => now.length,
    apply(pieces) {
      for (const { start, end, text: fresh } of pieces.toReversed()) now = now.slice(0, start) + fresh + now.slice(end);
    },
    type(next) {
      const pieces = changedPieces(now, next).toReversed();
      now = next;
      for (const listener of listeners) listener(pieces);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    follow: () => undefined,
    dispose: () => listeners.clear(),
  };
}
