import { z } from "zod";
import type { University } from "#app/_server/auth/universities";
import { newId } from "#app/_server/new-id";
import type { Database } from "#prisma/client";

/** Why a university's word does not let somebody in; `app/sign-in/refusal.ts` has a sentence for each. */
export type IdentityRefusal = "address" | "unverified" | "unknown" | "password" | "taken" | "other";

/** Whose account it is, or why nobody's. */
export type Entrance = { ok: true; userId: string } | { ok: false; reason: IdentityRefusal };

/** What a provider says of somebody, once its signature has been checked. */
const Claims = z.object({
  sub: z.string().min(1).max(255),
  email: z.string().trim().toLowerCase().max(200).pipe(z.email()).optional().catch(undefined),
  // Some providers write it as text.
  email_verified: z.union([z.boolean(), z.literal("true").transform(() => true)]).catch(false),
  name: z.string().trim().min(1).max(100).optional().catch(undefined),
});

type Transaction = Parameters<Parameters<Database["$transaction"]>[0]>[0];

/**
 * The account of whoever a university's sign-in names. Issuer and subject are the key: a changed address keeps the account, and no
 * address ever opens an account that somebody uses already. The first time, a confirmed address leads to the account that was
 * made for it and never used; one with a password is connected only by whoever is signed in to it (`signedIn`).
 */
export async function enterByIdentity(
  db: Database,
  university: Pick<University, "issuer" | "signUp">,
  said: unknown,
  signedIn: { readonly id: string } | null,
): Promise<Entrance> {
  const claims = Claims.parse(said);
  const key = { issuer: university.issuer, subject: claims.sub };
  return db.$transaction(async (tx) => {
    const known = await tx.identity.findUnique({ where: { issuer_subject: key }, include: { user: true } });
    if (known !== null) {
      await keepUpWith(tx, known, claims);
      return { ok: true, userId: known.userId };
    }
    const { email } = claims;
    if (email === undefined) return { ok: false, reason: "address" };
    if (!claims.email_verified) return { ok: false, reason: "unverified" };
    const account = await tx.user.findUnique({ where: { email }, include: { identities: true } });
    if (signedIn !== null && signedIn.id !== account?.id) return { ok: false, reason: "other" };
    if (account === null && !university.signUp) return { ok: false, reason: "unknown" };
    // A university may give a former student's address to somebody else.
    if (account !== null && account.identities.length > 0) return { ok: false, reason: "taken" };
    // Whoever set that password need not be whom the address belongs to.
    if (account !== null && account.passwordHash !== null && signedIn === null)
      return { ok: false, reason: "password" };
    const name = claims.name ?? email.slice(0, email.indexOf("@"));
    const user = account ?? (await tx.user.create({ data: { id: newId(), email, name } }));
    await tx.identity.create({ data: { ...key, userId: user.id, email } });
    // An invitation that went to the same address has done its work.
    await tx.oneTimeLink.deleteMany({ where: { userId: user.id } });
    return { ok: true, userId: user.id };
  });
}

/** Remembers the address that is said now; an account whose address came from there follows it, where nobody else has it. */
async function keepUpWith(
  tx: Transaction,
  known: { issuer: string; subject: string; email: string | null; user: { id: string; email: string } },
  { email, email_verified }: z.infer<typeof Claims>,
): Promise<void> {
  const changed = email !== undefined && email_verified && email !== known.email ? email : undefined;
  const { issuer, subject, user } = known;
  await tx.identity.update({
    where: { issuer_subject: { issuer, subject } },
    data: { usedAt: new Date(), ...(changed === undefined ? {} : { email: changed }) },
  });
  if (changed === undefined || user.email !== known.email) return;
  if ((await tx.user.findUnique({ where: { email: changed } })) !== null) return;
  await tx.user.update({ where: { id: user.id }, data: { email: changed } });
}
