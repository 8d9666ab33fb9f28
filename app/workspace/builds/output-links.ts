import type { TextPlace } from "#app/workspace/editor/open-files";
import type { Look, Piece } from "#app/workspace/output/ansi";

/** A piece of output in one look. */
export interface DrawnPiece extends OutputPiece {
  readonly look: Look;
  /** The first of its place: one stop for the keyboard. */
  readonly leads: boolean;
}

/** A piece of output; with a link it names a place in a file of the workspace. */
export interface OutputPiece {
  readonly text: string;
  readonly start: number;
  readonly link: { readonly path: string; readonly place: TextPlace } | null;
}

/** `src/A.java:3`, `a.c:3:7`, `app.ts(3,7)`, `File "app.py", line 3`, each perhaps below /workspace. */
const named =
  /File "(?<python>[^"\n]+)", line (?<pythonLine>\d+)|(?<path>[\w@+~./-]*[\w-]\.\w+)(?::(?<line>\d+)(?::(?<column>\d+))?|\((?<inLine>\d+),(?<inColumn>\d+)\))/g;

/** Cuts text into plain pieces and places of files that exist. */
export function linkPieces(text: string, files: { has(path: string): boolean }): OutputPiece[] {
  const pieces: OutputPiece[] = [];
  let from = 0;
  for (const match of text.matchAll(named)) {
    const groups = match.groups ?? {};
    const path = (groups.python ?? groups.path ?? "").replace(/^\/workspace\/|^\.\//, "");
    if (!files.has(path)) continue;
    if (match.index > from) pieces.push({ text: text.slice(from, match.index), start: from, link: null });
    const line = Number(groups.pythonLine ?? groups.line ?? groups.inLine ?? 1);
    const column = Number(groups.column ?? groups.inColumn ?? 1);
    pieces.push({
      text: match[0],
      start: match.index,
      link: { path, place: { line: Math.max(1, line), column: Math.max(1, column) } },
    });
    from = match.index + match[0].length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), start: from, link: null });
  return pieces;
}

/** Cuts a coloured line into pieces of one look and at most one place; compilers colour path and line number apart. */
export function drawnPieces(line: readonly Piece[], files: { has(path: string): boolean }): DrawnPiece[] {
  const links = linkPieces(line.map((piece) => piece.text).join(""), files);
  const drawn: DrawnPiece[] = [];
  let start = 0;
  for (const { text, look } of line) {
    const end = start + text.length;
    for (const piece of links) {
      const [from, to] = [Math.max(start, piece.start), Math.min(end, piece.start + piece.text.length)];
      if (from < to)
        drawn.push({
          text: text.slice(from - start, to - start),
          start: from,
          link: piece.link,
          look,
          leads: from === piece.start,
        });
    }
    start = end;
  }
  return drawn;
}
