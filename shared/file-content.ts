import { z } from "zod";

const bytes = z.instanceof(Uint8Array);

/** A file that is not shown as text, and why. */
export const otherContents = [
  z.object({ kind: z.literal("image"), mediaType: z.string(), bytes, version: z.string(), size: z.number() }),
  z.object({ kind: z.literal("binary"), version: z.string(), size: z.number() }),
  z.object({ kind: z.literal("large"), version: z.string(), size: z.number() }),
] as const;
