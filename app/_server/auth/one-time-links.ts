import { createHash, randomBytes } from "node:crypto";
import type { Database } from "#prisma/client";
import { UserError } from "#shared/failures";

/** `invitation`: for an account that nobody has used yet; `reset`: for one whose password is lost. */
export type LinkKind = "invitation" | "reset";

const day = 24 * 60 * 60 * 1000;

/** How long a link is good: an invitation lies in a mailbox over the holidays, a reset is read out at once. */
const lifetimes: Record<LinkKind, number> = { invitation: 14 * day, reset: day };

/** A link as whoever made it passes it on; the token is never shown again. */
export interface OneTimeLink {
  /** Path of the page, to be put behind the origin. */
  readonly path: string;
  readonly expiresAt: Date;
}

/** Whom a link that is still good was made for. */
export interface LinkBearer {
  readonly kind: LinkKind;
  readonly userId: string;
  readonly name: string;
  readonly email: string;
}

/** Makes a link for an account; older ones of the same account are void from now on. Whether the caller may is the caller's to know. */
export async function makeLink(db: Database, userId: string, kind: LinkKind): Promise<OneTimeLink> {
  const token = randomBytes(32).toString("base64url");
  const expiresAt = new Date(Date.now() + lifetimes[kind]);
  await db.$transaction([
    db.oneTimeLink.deleteMany({ where: { OR: [{ userId }, { expiresAt: { lt: new Date() } }] } }),
    db.oneTimeLink.create({ data: { hash: hashOf(token), kind, userId, expiresAt } }),
  ]);
  return { path: `/${kind === "invitation" ? "invitation" : "new-password"}/${token}`, expiresAt };
}

/** Whose link this is; null when it was used, has expired, or never was. Looking does not use it. */
export async function findLink(db: Database, token: string): Promise<LinkBearer | null> {
  const row = await db.oneTimeLink.findUnique({ where: { hash: hashOf(token) }, include: { user: true } });
  if (row === null || row.expiresAt.getTime() <= Date.now()) return null;
  const kind = row.kind === "invitation" ? "invitation" : "reset";
  return { kind, userId: row.userId, name: row.user.name, email: row.user.email };
}

/**
 * Uses a link up: the account has this password from now on (and this name, if given), and all its sign-ins end. Of two that come at
 * the same moment one is refused. Throws UserError `unknown` for a link that is not good any more.
 */
export async function redeemLink(
  db: Database,
  token: string,
  fresh: { readonly passwordHash: string; readonly name?: string | undefined },
): Promise<LinkBearer> {
  return db.$transaction(async (tx) => {
    const row = await tx.oneTimeLink.findUnique({ where: { hash: hashOf(token) }, include: { user: true } });
    if (row === null || row.expiresAt.getTime() <= Date.now()) throw linkIsSpent();
    const { userId, user } = row;
    const kind = row.kind === "invitation" ? "invitation" : "reset";
    const name = kind === "invitation" ? (fresh.name ?? user.name) : user.name;
    await tx.oneTimeLink.deleteMany({ where: { userId } });
    await tx.session.deleteMany({ where: { userId } });
    await tx.user.update({ where: { id: userId }, data: { passwordHash: fresh.passwordHash, name } });
    return { kind, userId, name, email: user.email };
  });
}

/** What answers for a link that is not good any more. */
export function linkIsSpent(): UserError {
  return new UserError(
    "unknown",
    "This link was used already or has expired. Ask whoever gave it to you for a new one.",
  );
}

function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}
