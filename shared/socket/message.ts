import type { z } from "zod";
import type { Right } from "#shared/ticket";

/** A message that is answered once: what its sender must be allowed, what it carries, what the answer carries. */
export function call<I extends z.ZodType, O extends z.ZodType>(right: Right, input: I, output: O) {
  return { right, input, output };
}

/** A message for whose effect nobody waits. */
export function signal<I extends z.ZodType>(right: Right, input: I) {
  return { right, input };
}
