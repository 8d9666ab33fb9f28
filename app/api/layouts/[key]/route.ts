import { z } from "zod";
import { answer, refuse, refuseForeign, signedOut } from "#app/_server/answers";
import { currentUser } from "#app/_server/auth/current-user";
import { readBounded } from "#app/_server/read-bounded";
import { services } from "#app/_server/services";

const Key = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);

/** A layout of a hundred panes is about 20 kB. */
const maxBytes = 64 * 1024;
/** One person's layouts; the oldest go first. */
const maxLayouts = 200;

interface Context {
  params: Promise<{ key: string }>;
}

/** Remembers any JSON up to 64 kB under the key, for this person only. */
export async function PUT(request: Request, { params }: Context): Promise<Response> {
  const foreign = refuseForeign(request);
  if (foreign) return foreign;
  const user = await currentUser();
  if (user === null) return refuse(signedOut);
  const key = Key.safeParse((await params).key);
  if (!key.success) return refuse(badKey);
  const text = await readBounded(request, maxBytes);
  if (text === null)
    return refuse({ code: "limit", sentence: "This layout is larger than 64 kB, so it is not remembered." });
  const value = asJson(text);
  if (value === null) return refuse({ code: "invalid", sentence: "A layout has to be JSON." });
  await remember(user.id, key.data, value);
  return answer({ ok: true });
}

const badKey = { code: "invalid", sentence: "A layout's key is 1 to 64 letters, digits, '-' or '_'." } as const;

async function remember(userId: string, key: string, value: string): Promise<void> {
  const { db } = services();
  await db.layout.upsert({ where: { userId_key: { userId, key } }, create: { userId, key, value }, update: { value } });
  const surplus = await db.layout.findMany({
    where: { userId },
    orderBy: { updatedAt: "desc" },
    skip: maxLayouts,
    select: { key: true },
  });
  if (surplus.length > 0) await db.layout.deleteMany({ where: { userId, key: { in: surplus.map((row) => row.key) } } });
}

function asJson(text: string): string | null {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return null;
  }
}
