import { z } from "zod";
import { RunId, TerminalId } from "#shared/ids";

const time = z.number().int();
const common = {
  /** What its tab or its tile says. */
  title: z.string(),
  startedAt: time,
  /** Absent while it goes on. */
  endedAt: time.optional(),
  /** Bytes of output that are kept. */
  bytes: z.number().int().min(0),
};

/** A recording of a terminal, or of the console of one run. */
export const RecordingView = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("terminal"), id: TerminalId, ...common }),
  z.object({ kind: z.literal("console"), id: RunId, ...common }),
]);
export type RecordingView = z.infer<typeof RecordingView>;

/** The recordings of a workspace, newest first, and whether the course records now. */
export const RecordingList = z.object({
  recorded: z.boolean(),
  /** Days that recordings are kept. */
  days: z.number().int(),
  recordings: z.array(RecordingView),
});
export type RecordingList = z.infer<typeof RecordingList>;

/** Addresses below `/live`, for the owner and those who teach the course: the list as JSON, one recording as asciicast v2. */
export const recordingPaths = {
  list: "/live/recordings",
  cast: "/live/recordings/cast",
} as const;
