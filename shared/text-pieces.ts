/** A piece of a text that is to be replaced; offsets count UTF-16 units in the text before. */
export interface TextPiece {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Comparing more lines than this with each other (some 5 ms) is not worth the smaller pieces. */
const maxComparisons = 1_000_000;

/** The smallest piece of `before` that must be replaced to get `after`. */
export function changedPiece(before: string, after: string): TextPiece {
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

/** Small pieces of `before` that must be replaced to get `after`, in order and apart from each other: lines that stay are not touched. */
export function changedPieces(before: string, after: string): TextPiece[] {
  if (before === after) return [];
  const whole = changedPiece(before, after);
  const [old, fresh] = [linesOf(before.slice(whole.start, whole.end)), linesOf(whole.text)];
  if (old.length < 2 || fresh.length < 2 || old.length * fresh.length > maxComparisons) return [whole];
  const pieces: TextPiece[] = [];
  let [row, column, at] = [0, 0, whole.start];
  for (const [sameRow, sameColumn] of [...commonLines(old, fresh), [old.length, fresh.length] as const]) {
    const gone = old.slice(row, sameRow).join("");
    const come = fresh.slice(column, sameColumn).join("");
    if (gone !== come) {
      const piece = changedPiece(gone, come);
      pieces.push({ start: at + piece.start, end: at + piece.end, text: piece.text });
    }
    at += gone.length + (old[sameRow]?.length ?? 0);
    [row, column] = [sameRow + 1, sameColumn + 1];
  }
  return pieces;
}

/** Lines with their ends. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** Pairs of places of a longest run of lines that both have, in order. */
function commonLines(old: readonly string[], fresh: readonly string[]): [number, number][] {
  const width = fresh.length + 1;
  const lengths = new Uint32Array((old.length + 1) * width);
  const length = (row: number, column: number) => lengths[row * width + column] ?? 0;
  for (let row = old.length - 1; row >= 0; row -= 1)
    for (let column = fresh.length - 1; column >= 0; column -= 1)
      lengths[row * width + column] =
        old[row] === fresh[column]
          ? length(row + 1, column + 1) + 1
          : Math.max(length(row + 1, column), length(row, column + 1));
  const pairs: [number, number][] = [];
  let [row, column] = [0, 0];
  while (row < old.length && column < fresh.length) {
    if (old[row] === fresh[column]) pairs.push([row++, column++]);
    else if (length(row + 1, column) >= length(row, column + 1)) row += 1;
    else column += 1;
  }
  return pairs;
}
