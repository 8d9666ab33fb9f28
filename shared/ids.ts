import { z } from "zod";

/** An id is 1 to 64 letters, digits, `_` or `-`: safe in paths, labels, file names and URLs. */
const idPattern = /^[A-Za-z0-9_-]{1,64}$/;

function brandedId<B extends string>() {
  return z.string().regex(idPattern).brand<B>();
}

export const UserId = brandedId<"UserId">();
export type UserId = z.infer<typeof UserId>;

export const CourseId = brandedId<"CourseId">();
export type CourseId = z.infer<typeof CourseId>;

export const WorkspaceId = brandedId<"WorkspaceId">();
export type WorkspaceId = z.infer<typeof WorkspaceId>;

export const BuildId = brandedId<"BuildId">();
export type BuildId = z.infer<typeof BuildId>;

/** An artifact's id is its row; its content is named by `sha256`. */
export const ArtifactId = brandedId<"ArtifactId">();
export type ArtifactId = z.infer<typeof ArtifactId>;

/** A run's id is also its launch id: late news about another launch is not believed. */
export const RunId = brandedId<"RunId">();
export type RunId = z.infer<typeof RunId>;

export const TerminalId = brandedId<"TerminalId">();
export type TerminalId = z.infer<typeof TerminalId>;

/** A text while it is edited together; the history that its copies share. */
export const TextId = brandedId<"TextId">();
export type TextId = z.infer<typeof TextId>;

/** A raised hand. */
export const HelpId = brandedId<"HelpId">();
export type HelpId = z.infer<typeof HelpId>;

/** One run of an experiment's checks. */
export const CheckRunId = brandedId<"CheckRunId">();
export type CheckRunId = z.infer<typeof CheckRunId>;

/** One run of an experiment's checks on everybody's files. */
export const ClassCheckId = brandedId<"ClassCheckId">();
export type ClassCheckId = z.infer<typeof ClassCheckId>;

/** Something that was handed in. */
export const SubmissionId = brandedId<"SubmissionId">();
export type SubmissionId = z.infer<typeof SubmissionId>;

/** One remark on a submission. */
export const FeedbackId = brandedId<"FeedbackId">();
export type FeedbackId = z.infer<typeof FeedbackId>;

/** An instance is named by its Compose service: an RFC 1123 label, unique within its workspace. */
export const InstanceName = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/)
  .brand<"InstanceName">();
export type InstanceName = z.infer<typeof InstanceName>;

/** A path inside a workspace: relative, `/`-separated, no empty, `.` or `..` part, no NUL, at most 4096 bytes in UTF-8 terms (checked again by the walk). */
export const FilePath = z
  .string()
  .min(1)
  .max(4096)
  .refine(
    (path) => !path.includes("\0") && path.split("/").every((part) => part !== "" && part !== "." && part !== ".."),
    {
      message: "A path is relative and has no empty, '.' or '..' part.",
    },
  )
  .brand<"FilePath">();
export type FilePath = z.infer<typeof FilePath>;
