import type { University } from "#app/_server/auth/universities";
import type { Database } from "#prisma/client";

/** How a person gets in. */
export interface AccountView {
  readonly hasPassword: boolean;
  /** Living sign-ins, this one among them. */
  readonly signIns: number;
  /** Every university of this installation, and whether the account is connected to it. */
  readonly universities: readonly { readonly id: string; readonly name: string; readonly connected: boolean }[];
}

/** One's own account. */
export async function findAccount(
  db: Database,
  userId: string,
  universities: readonly University[],
): Promise<AccountView> {
  const [{ passwordHash, identities }, signIns] = await Promise.all([
    db.user.findUniqueOrThrow({ where: { id: userId }, include: { identities: true } }),
    db.session.count({ where: { userId, expiresAt: { gt: new Date() } } }),
  ]);
  return {
    hasPassword: passwordHash !== null,
    signIns,
    universities: universities.map(({ id, name, issuer }) => ({
      ...{ id, name },
      connected: identities.some((identity) => identity.issuer === issuer),
    })),
  };
}
