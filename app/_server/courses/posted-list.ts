import { UserError } from "#shared/failures";

/** A thousand lines of two hundred signs. */
export const maxListBytes = 256 * 1024;

/** The text of a posted `{ list }`; throws UserError for anything else. */
export function listIn(body: unknown): string {
  if (body !== null && typeof body === "object" && "list" in body && typeof body.list === "string") return body.list;
  throw new UserError("invalid", "There is no list in this request.");
}
