import { z } from "zod";
import { FilePath } from "#shared/ids";

/** What an author may put into one experiment: room for any course's task, small enough to be kept in the database in many versions. */
export const draftBounds = {
  files: 500,
  /** One file. */
  fileBytes: 1024 * 1024,
  /** All files together. */
  bytes: 8 * 1024 * 1024,
} as const;

/** The file of an experiment's instances and the one of its task sheet, at the top of its folder. */
export const composePath = "compose.yaml";
export const sheetPath = "README.md";

/** The folders of an experiment; only `starter` ever reaches a student. */
export const draftTrees = ["starter", "solution", "checks"] as const;
export type DraftTree = (typeof draftTrees)[number];

/** A file of an experiment's folder, as it is named there; nothing else has a place in it. */
export const DraftPath = FilePath.refine((path) => isFixed(path) || placeInTree(path) !== null, {
  message: `A file lies in ${draftTrees.join("/, ")}/ or is ${composePath} or ${sheetPath}.`,
}).refine((path) => path.length <= 200, { message: "A path has at most 200 characters." });

/** Whether it is one of the two files that every experiment has. */
export function isFixed(path: string): boolean {
  return path === composePath || path === sheetPath;
}

/** A path's tree and its place in it; null when it lies in none. */
export function placeInTree(path: string): { readonly tree: DraftTree; readonly path: string } | null {
  const slash = path.indexOf("/");
  const tree = draftTrees.find((one) => one === path.slice(0, Math.max(0, slash)));
  return tree === undefined ? null : { tree, path: path.slice(slash + 1) };
}

/** A file of a draft as its authors' pages know it. */
export const DraftFileView = z.object({
  path: z.string(),
  /** Null: no text, or too long to be edited. */
  text: z.string().nullable(),
  size: z.number().int(),
  executable: z.boolean(),
  /** Named by a save; grows with every change. */
  revision: z.number().int(),
  /** "" when nobody has changed it. */
  changedBy: z.string(),
  changedAt: z.number(),
});
export type DraftFileView = z.infer<typeof DraftFileView>;

/** A published version in a list. */
export const VersionEntry = z.object({
  number: z.number().int(),
  title: z.string(),
  note: z.string(),
  publishedBy: z.string().nullable(),
  createdAt: z.number(),
  /** Workspaces of members of the course that began with it. */
  workspaces: z.number().int(),
});
export type VersionEntry = z.infer<typeof VersionEntry>;

/** All that an author's page shows of an experiment. */
export const DraftView = z.object({
  revision: z.number().int(),
  /** Whether students see the experiment. */
  visible: z.boolean(),
  /** Whether the draft differs from the newest version; true when there is none. */
  changed: z.boolean(),
  files: z.array(DraftFileView),
  /** The newest first. */
  versions: z.array(VersionEntry),
});
export type DraftView = z.infer<typeof DraftView>;

/** Saves one file, as text or, when it is none, as base64; `base` is the revision that was changed, null when it is to be a new file. */
export const SaveFile = z.object({
  path: DraftPath,
  base: z.number().int().nullable(),
  text: z.string().optional(),
  base64: z.string().optional(),
  executable: z.boolean().optional(),
});
export type SaveFile = z.infer<typeof SaveFile>;

const Seen = { path: DraftPath, revision: z.number().int() };

/** Removes files that have not changed since they were seen. */
export const RemoveFiles = z.object({ files: z.array(z.object(Seen)).min(1).max(draftBounds.files) });

/** Gives files that have not changed since they were seen another place. */
export const MoveFiles = z.object({
  files: z
    .array(z.object({ ...Seen, to: DraftPath }))
    .min(1)
    .max(draftBounds.files),
});

/** Makes an experiment: from a small template, or as a copy of one in the same course. */
export const CreateExperiment = z.object({
  title: z.string().trim().min(1).max(120),
  copyOf: z.string().max(100).optional(),
});

/** Publishes the draft as its author has seen it. */
export const PublishDraft = z.object({ revision: z.number().int(), note: z.string().trim().max(300).default("") });

/** One sentence about a line of what was imported. */
export const ImportLine = z.object({ file: z.string(), line: z.number().int(), sentence: z.string() });
export type ImportLine = z.infer<typeof ImportLine>;

/** What an import came to. */
export const ImportReport = z.object({
  slug: z.string(),
  leftOut: z.array(z.string()),
  notes: z.array(ImportLine),
  problems: z.array(ImportLine),
});
export type ImportReport = z.infer<typeof ImportReport>;
