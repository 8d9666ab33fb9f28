import { createHash } from "node:crypto";
import type { Database } from "#prisma/client";

/** Failures are forgotten this long after the first one of a row. */
const windowMilliseconds = 15 * 60 * 1000;
/** Per account and address: more typing errors than a person makes, far fewer than a guesser needs. */
const perAddress = 8;
/** Per account from anywhere: a header may lie about the address, this number holds all the same. */
const perAccount = 40;

/** Slows down whoever guesses passwords; counts in the database, so a restart forgets nothing. */
export interface SignInLimit {
  /** Minutes to wait before the account may be tried again from this address; 0 when it may be tried now. */
  wait(account: string, address: string): Promise<number>;
  failed(account: string, address: string): Promise<void>;
  succeeded(account: string, address: string): Promise<void>;
}

/** How many failures are forgiven in a window. */
export interface Forgiven {
  readonly perAddress: number;
  readonly perAccount: number;
}

/** A limit on this database; `now` is a clock in milliseconds. */
export function createSignInLimit(
  db: Database,
  now: () => number = Date.now,
  forgiven: Forgiven = { perAddress, perAccount },
): SignInLimit {
  const rowsOf = (account: string, address: string) =>
    [
      { key: keyOf("address", account, address), limit: forgiven.perAddress },
      { key: keyOf("account", account), limit: forgiven.perAccount },
    ] as const;

  return {
    async wait(account, address) {
      const waits = await Promise.all(
        rowsOf(account, address).map(async ({ key, limit }) => {
          const row = await db.signInFailure.findUnique({ where: { key } });
          if (row === null || row.count < limit) return 0;
          return Math.max(0, Math.ceil((row.since.getTime() + windowMilliseconds - now()) / 60_000));
        }),
      );
      return Math.max(...waits);
    },
    async failed(account, address) {
      const stale = new Date(now() - windowMilliseconds);
      await db.signInFailure.deleteMany({ where: { since: { lt: stale } } });
      for (const { key } of rowsOf(account, address)) {
        await db.signInFailure.upsert({
          where: { key },
          create: { key, count: 1, since: new Date(now()) },
          update: { count: { increment: 1 } },
        });
      }
    },
    async succeeded(account, address) {
      await db.signInFailure.deleteMany({ where: { key: rowsOf(account, address)[0].key } });
    },
  };
}

function keyOf(...parts: string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url");
}
