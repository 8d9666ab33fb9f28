import { randomBytes } from "node:crypto";
import { WorkspaceId } from "#shared/ids";

/** A clean copy and its owner, who is in no course and can never sign in, share one id that begins so. */
export const cleanCopyPrefix = "copy_";

/** The id of one more clean copy for a check. */
export function newCleanCopyId(): WorkspaceId {
  return WorkspaceId.parse(`${cleanCopyPrefix}${randomBytes(12).toString("base64url")}`);
}

/** Whether this is a check's copy of a workspace, or the account that owns one. */
export function isCleanCopy(id: string): boolean {
  return id.startsWith(cleanCopyPrefix);
}
