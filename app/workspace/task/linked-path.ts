import type { TextPlace } from "#app/workspace/editor/open-files";

/** A file of the workspace that a text names. */
export interface LinkedPath {
  readonly path: string;
  readonly place?: TextPlace;
}

/**
 * The file that a link or a piece of code in the task sheet means: `src/X.java`, `./src/X.java#L12`, `open src/X.java:12`.
 * null when there is no such file, so that everything else stays an ordinary link.
 */
export function linkedPath(written: string, files: { has(path: string): boolean }): LinkedPath | null {
  const match = /^(?:open[: ]\s*)?(?:\.\/|\/)?(.+?)(?:(?:#L|:)(\d+))?$/.exec(decoded(written.trim()));
  const path = match?.[1];
  if (path === undefined || !files.has(path)) return null;
  return match?.[2] === undefined ? { path } : { path, place: { line: Number(match[2]), column: 1 } };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
