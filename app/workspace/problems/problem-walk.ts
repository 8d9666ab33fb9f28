/** Goes through a list round and round. */
export interface ProblemWalk<T> {
  /** The next (1) or previous (-1) one; null when there is none. */
  step(by: 1 | -1): T | null;
  /** The walk goes on from here. */
  at(index: number): void;
}

/** A walk that begins before the first. */
export function createProblemWalk<T>(problems: readonly T[]): ProblemWalk<T> {
  let index = -1;
  return {
    step(by) {
      if (problems.length === 0) return null;
      index = index < 0 && by < 0 ? problems.length - 1 : (index + by + problems.length) % problems.length;
      return problems[index] ?? null;
    },
    at(next) {
      index = next;
    },
  };
}
