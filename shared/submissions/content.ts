import { z } from "zod";

/**
 * What was handed in, from the workspace server with a ticket for the workspace:
 *
 * GET /live/submissions/file?id=S&path=P   SubmittedContent
 * GET /live/submissions/zip?id=S           all files
 */
export const submissionPaths = { file: "/live/submissions/file", zip: "/live/submissions/zip" } as const;

/** A file as text, or why it is not shown. */
export const SubmittedContent = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("text"), text: z.string() }),
  z.object({ kind: z.literal("image") }),
  z.object({ kind: z.literal("binary") }),
  z.object({ kind: z.literal("large") }),
]);
export type SubmittedContent = z.infer<typeof SubmittedContent>;
