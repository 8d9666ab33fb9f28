import type { z } from "zod";
import { refuse, refuseForeign, signedOut } from "#app/_server/answers";
import { type CurrentUser, currentUser } from "#app/_server/auth/current-user";
import {
  type AuthoredCourse,
  type AuthoredExperiment,
  findAuthored,
  findAuthoredCourse,
} from "#app/_server/experiments/authored-experiment";
import { readBounded } from "#app/_server/read-bounded";
import { services } from "#app/_server/services";
import type { Database } from "#prisma/client";
import { draftBounds } from "#shared/authoring/draft";
import { UserError, unknownThing } from "#shared/failures";

/** Room for one file as base64 in JSON, which may escape every character of a text. */
const maxBytes = 3 * draftBounds.fileBytes;

/** Who asks, and where the answer lies. */
export interface Asking {
  readonly user: CurrentUser;
  readonly db: Database;
}

/**
 * Answers a request about a course or, with a slug, one of its experiments, by a lecturer of that course; to anybody else both
 * are unknown. Requests that change something must come from a page of ours. A UserError becomes its sentence.
 */
export async function asAuthorOf(
  request: Request,
  course: string,
  work: (course: AuthoredCourse, asking: Asking) => Promise<Response>,
): Promise<Response> {
  return asking(request, async (who) => {
    const found = await findAuthoredCourse(who.db, who.user.id, course);
    if (found === null) throw unknownThing();
    return work(found, who);
  });
}

/** The same for one experiment. */
export async function asAuthor(
  request: Request,
  params: Promise<{ readonly course: string; readonly experiment: string }>,
  work: (experiment: AuthoredExperiment, asking: Asking) => Promise<Response>,
): Promise<Response> {
  return asking(request, async (who) => {
    const { course, experiment } = await params;
    const found = await findAuthored(who.db, who.user.id, course, experiment);
    if (found === null) throw unknownThing();
    return work(found, who);
  });
}

async function asking(request: Request, work: (asking: Asking) => Promise<Response>): Promise<Response> {
  const foreign = request.method === "GET" ? null : refuseForeign(request);
  if (foreign) return foreign;
  const user = await currentUser();
  if (user === null) return refuse(signedOut);
  try {
    return await work({ user, db: services().db });
  } catch (error) {
    if (error instanceof UserError) return refuse({ code: error.code, sentence: error.message });
    throw error;
  }
}

/** The request's JSON in the form that is asked for. Throws UserError `limit` or `invalid`. */
export async function bodyOf<S extends z.ZodType>(request: Request, schema: S): Promise<z.infer<S>> {
  const text = await readBounded(request, maxBytes);
  if (text === null) throw new UserError("limit", "One file of an experiment has at most 1 MB.");
  const parsed = schema.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  throw new UserError(
    "invalid",
    `This cannot be done: ${parsed.error.issues[0]?.message ?? "the request is malformed"}`,
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
