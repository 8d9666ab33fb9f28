/** Why the engine refused: `missing` (no such thing), `conflict` (the state does not allow it, or the name is taken), `refused` (all else). */
export type EngineRefusal = "missing" | "conflict" | "refused";

/** The engine answered, and its answer is no. The message is the engine's and not written for students. */
export class EngineError extends Error {
  constructor(
    readonly refusal: EngineRefusal,
    message: string,
  ) {
    super(message);
    this.name = "EngineError";
  }
}

/** Whether this is the engine's refusal of one kind. */
export function isRefusal(error: unknown, refusal: EngineRefusal): boolean {
  return error instanceof EngineError && error.refusal === refusal;
}
