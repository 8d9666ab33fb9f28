/**
 * Texts that several pages edit at once. Part of the catalogue.
 *
 * A text is a Yjs document with one `Y.Text` named `text`, lines ended by "\n". It is known by an id that outlives restarts of the
 * server: who comes back with a document of the same id exchanges what either lacks, and nothing is lost or doubled. Another id
 * means that the two documents share no history: only their texts can be compared.
 *
 * The server writes the file, shortly after an edit, and tells everyone how far: edits of one page are counted by `number`, what
 * everybody did together by `sequence`. What a page shows is saved once both are covered.
 */
import { z } from "zod";
import { otherContents } from "#shared/file-content";
import { FilePath, TextId, UserId } from "#shared/ids";
import { call, signal } from "#shared/socket/message";
import { maxEditBytes } from "#shared/text-limits";

const nothing = z.object({});
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
const count = z.number().int().min(0);
/** A state vector: a few bytes for each page that ever typed in this document. */
const vector = bytes.refine(({ length }) => length <= 256 * 1024);
/** A relative position is an id and a name: some 20 bytes. */
const place = bytes.refine(({ length }) => length <= 100);

/** What is on disk instead of what was written over; null: the file is gone. */
const current = z.object({ text: z.string(), version: z.string() }).nullable();

/** How a text stands to its file. */
export const TextState = z.object({
  /** Set while those who edit have to choose: the file was changed by something else under unsaved text. Nothing is written meanwhile. */
  conflict: z.object({ current }).nullable(),
  /** Deleted on disk, and nothing unsaved over it. */
  gone: z.boolean(),
  /** Why the last save failed. */
  error: z.string().nullable(),
});
export type TextState = z.infer<typeof TextState>;

/** Where somebody is in a text; without `at` they are not in it any more. Places are Yjs relative positions. */
export const TextCursor = z.object({
  /** One of somebody's pages. */
  page: z.string(),
  user: UserId,
  name: z.string(),
  at: z.object({ anchor: place, head: place }).nullable(),
});
export type TextCursor = z.infer<typeof TextCursor>;

/** A text as who joins it finds it. */
export const JoinedText = z.object({
  kind: z.literal("text"),
  id: TextId,
  /** What the joining page lacks: everything, unless it came with a document of this id. */
  update: bytes,
  /** What the server has: the page answers with what that lacks. */
  vector,
  sequence: count,
  /** Everything up to here is in the file. */
  saved: count,
  version: z.string().nullable(),
  state: TextState,
  cursors: z.array(TextCursor),
});
export type JoinedText = z.infer<typeof JoinedText>;

export const JoinResult = z.discriminatedUnion("kind", [JoinedText, ...otherContents]);
export type JoinResult = z.infer<typeof JoinResult>;

export const textCalls = {
  /** Takes part in a text until `text:leave`, or until the connection ends. */
  "text:join": call(
    "view",
    z.object({ path: FilePath, known: z.object({ id: TextId, vector }).optional() }),
    JoinResult,
  ),
  /** Saves now; answers when everything that arrived before is in the file, or the text's state says why not. */
  "text:save": call("drive", z.object({ id: TextId }), nothing),
  /** Ends the conflict over what the disk holds in `version` (null: gone), or writes a deleted file again ("mine"). */
  "text:resolve": call(
    "drive",
    z.object({ id: TextId, keep: z.enum(["mine", "theirs"]), version: z.string().nullable() }),
    nothing,
  ),
} as const;

export const textSignals = {
  "text:edit": signal(
    "drive",
    z.object({
      id: TextId,
      /** Counts this page's edits since it joined, from 1. */
      number: count,
      update: bytes.refine(({ length }) => length <= maxEditBytes),
    }),
  ),
  "text:cursor": signal("view", z.object({ id: TextId, at: TextCursor.shape.at })),
  "text:leave": signal("view", z.object({ id: TextId })),
} as const;

export const textNotices = {
  /** Somebody else's edit, or the disk's. */
  "text:edited": z.object({ id: TextId, sequence: count, update: bytes }),
  /** The file holds every edit up to `sequence`, and of this page's own up to `number`. */
  "text:saved": z.object({ id: TextId, sequence: count, number: count, version: z.string().nullable() }),
  "text:changed": z.object({ id: TextId, state: TextState }),
  "text:cursor": z.object({ id: TextId, cursor: TextCursor }),
  /** Not shared any more under this id, or an edit did not fit: join again. */
  "text:closed": z.object({ id: TextId }),
  /** Somebody moved or renamed a file or folder; open texts go with it. */
  "files:moved": z.object({ from: z.string(), to: z.string() }),
} as const;
