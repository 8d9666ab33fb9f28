import { UserError } from "#shared/failures";

/** The code of a failed system call, or undefined when it was something else. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

const sentences: Readonly<Record<string, (path: string) => UserError>> = {
  ENOENT: (path) => new UserError("unknown", `${path} does not exist any more.`),
  ENOTDIR: (path) =>
    new UserError("refused", `A part of ${path} is not a folder, or is a link. Links are not followed here.`),
  ELOOP: (path) => new UserError("refused", `${path} is a link. Links are not followed here: use a terminal.`),
  EEXIST: (path) => new UserError("conflict", `${path} exists already. Choose another name.`),
  ENOTEMPTY: (path) => new UserError("conflict", `${path} exists already and is not empty. Choose another name.`),
  EISDIR: (path) => new UserError("refused", `${path} is a folder.`),
  EINVAL: (path) => new UserError("refused", `A folder cannot be moved into itself (${path}).`),
  ENAMETOOLONG: () => new UserError("invalid", "This name is longer than 255 bytes. Choose a shorter one."),
  ENOSPC: () =>
    new UserError(
      "limit",
      "The workspace's disk is full, so nothing was changed. Delete files you do not need, such as old build results.",
    ),
  EDQUOT: () =>
    new UserError("limit", "The workspace's disk is full, so nothing was changed. Delete files you do not need."),
  EROFS: () =>
    new UserError(
      "unavailable",
      "The workspace's disk cannot be written now. Reload the page; if that does not help, tell your tutor.",
    ),
  EIO: () => new UserError("unavailable", "The workspace's disk does not answer. Tell your tutor."),
  EMLINK: (path) => new UserError("limit", `Too many links to ${path}.`),
};

/** The error to throw for what a system call on `path` threw: a sentence where the reader can do something, else the error itself. */
export function fileFailure(error: unknown, path: string): unknown {
  const code = codeOf(error);
  return code === undefined ? error : (sentences[code]?.(path) ?? error);
}

/** Runs `work` and turns failed system calls into sentences about `path`. */
export async function explaining<T>(path: string, work: () => Promise<T> | T): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw fileFailure(error, path);
  }
}
