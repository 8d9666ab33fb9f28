import { answer, refuse, refuseForeign, signedOut } from "#app/_server/answers";
import { currentUser } from "#app/_server/auth/current-user";
import { findClass } from "#app/_server/queries/class";
import { readBounded } from "#app/_server/read-bounded";
import { services } from "#app/_server/services";
import { CourseSettings } from "#shared/class";
import { unknownThing } from "#shared/failures";

/** Three small values with their names. */
const maxBytes = 1024;

interface Context {
  params: Promise<{ course: string }>;
}

/** All of a course's `CourseSettings`, by a lecturer of it; in force at the workspace server with its next look, within two seconds. */
export async function PUT(request: Request, { params }: Context): Promise<Response> {
  const foreign = refuseForeign(request);
  if (foreign) return foreign;
  const user = await currentUser();
  if (user === null) return refuse(signedOut);
  const { db } = services();
  const found = await findClass(db, user.id, (await params).course);
  if (found === null) return refuse({ code: "unknown", sentence: unknownThing().message });
  if (!found.mayChange) return refuse({ code: "forbidden", sentence: "Only a lecturer of the course changes this." });
  const settings = CourseSettings.safeParse(parsed(await readBounded(request, maxBytes)));
  if (!settings.success)
    return refuse({ code: "invalid", sentence: "Recordings are kept for a whole number of days, from 1 to 365." });
  await db.course.update({ where: { id: found.id }, data: settings.data });
  return answer(settings.data);
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
}
