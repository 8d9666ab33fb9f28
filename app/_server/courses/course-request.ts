import { answer, refuse, refuseForeign, signedOut } from "#app/_server/answers";
import { type CurrentUser, currentUser } from "#app/_server/auth/current-user";
import { type FoundClass, findClass } from "#app/_server/queries/class";
import { readBounded } from "#app/_server/read-bounded";
import { services } from "#app/_server/services";
import type { Database } from "#prisma/client";
import { UserError, unknownThing } from "#shared/failures";

/** A change of a course, asked for by one of its lecturers. */
export interface CourseRequest {
  readonly db: Database;
  readonly user: CurrentUser;
  readonly course: FoundClass;
  /** The JSON that was sent; null when there was none. Not checked yet. */
  readonly body: unknown;
}

/** A few names and values. */
const smallBytes = 8 * 1024;

/** Lets a lecturer of the course change something; everybody else is refused, who does not teach it as if it did not exist. */
export async function changeCourse(
  request: Request,
  slug: string,
  change: (asked: CourseRequest) => Promise<unknown>,
  maxBytes = smallBytes,
): Promise<Response> {
  return changeAs(request, maxBytes, async (user, body) => {
    const { db } = services();
    const course = await findClass(db, user.id, slug);
    if (course === null) throw unknownThing();
    if (!course.mayChange) throw new UserError("forbidden", "Only a lecturer of the course changes this.");
    return change({ db, user, course, body });
  });
}

/** Lets whoever is signed in change something by JSON of at most `maxBytes`; what `change` throws as UserError is its answer. */
export async function changeAs(
  request: Request,
  maxBytes: number,
  change: (user: CurrentUser, body: unknown) => Promise<unknown>,
): Promise<Response> {
  const foreign = refuseForeign(request);
  if (foreign) return foreign;
  const user = await currentUser();
  if (user === null) return refuse(signedOut);
  try {
    return answer(await change(user, await jsonOf(request, maxBytes)));
  } catch (error) {
    if (error instanceof UserError) return refuse({ code: error.code, sentence: error.message });
    throw error;
  }
}

async function jsonOf(request: Request, maxBytes: number): Promise<unknown> {
  const text = await readBounded(request, maxBytes);
  if (text === null)
    throw new UserError("limit", `This is more than ${Math.round(maxBytes / 1024)} kB, so nothing was done.`);
  try {
    return JSON.parse(text === "" ? "null" : text);
  } catch {
    throw new UserError("invalid", "This request is not JSON.");
  }
}
