/** Something in a Compose file that must be changed before it can be used; lines and columns count from 1, the end is exclusive. */
export interface Problem {
  /** Where it is, such as `services.server.privileged`; empty for the file as a whole. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** What is wrong and why, for the author. */
  readonly sentence: string;
  /** What to write instead. */
  readonly instead: string;
}

/** A stretch of the text; lines and columns count from 1, the end is exclusive. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Collects problems while a file is read; never throws. */
export interface ProblemReport {
  add(path: string, place: Place, sentence: string, instead: string): void;
  /** Everything added so far, in the order of the text. */
  list(): Problem[];
  readonly count: number;
}

/** Enough to mend a file by; a hostile file of 64 KB could otherwise make tens of thousands. */
export const MAXIMUM_PROBLEMS = 200;

/** An empty report; it keeps the first 200 problems. */
export function createProblemReport(): ProblemReport {
  const problems: Problem[] = [];
  return {
    add(path, place, sentence, instead) {
      if (problems.length < MAXIMUM_PROBLEMS) problems.push({ path, ...place, sentence, instead });
    },
    list() {
      return [...problems].sort((a, b) => a.line - b.line || a.column - b.column);
    },
    get count() {
      return problems.length;
    },
  };
}
