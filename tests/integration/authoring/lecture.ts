import { randomBytes } from "node:crypto";
import { type AuthoredExperiment, findAuthored } from "#app/_server/experiments/authored-experiment";
import { createExperiment } from "#app/_server/experiments/create-experiment";
import { saveDraftFile } from "#app/_server/experiments/draft-files";
import { openDraft } from "#app/_server/experiments/drafts";
import type { Database } from "#prisma/client";
import type { Role } from "#shared/roles";

/** A course with somebody in each role. */
export interface Lecture {
  readonly slug: string;
  readonly people: Readonly<Record<Role | "stranger", string>>;
  /** A new experiment from the template; its slug. */
  create(title?: string): Promise<string>;
  authored(slug: string): Promise<AuthoredExperiment>;
  /** Writes a file over whatever is there. */
  write(experiment: AuthoredExperiment, path: string, text: string): Promise<void>;
  /** The draft's text of a file. */
  read(experiment: AuthoredExperiment, path: string): Promise<string>;
}

/** Makes a course of its own for one test. */
export async function makeLecture(db: Database): Promise<Lecture> {
  const id = randomBytes(6).toString("hex");
  const slug = `course-${id}`;
  await db.course.create({ data: { id, slug, title: "Distributed systems" } });
  async function person(role: Role | "stranger"): Promise<string> {
    const user = { id: `${role}-${id}`, email: `${role}-${id}@example.test`, name: role };
    await db.user.create({ data: user });
    if (role !== "stranger") await db.membership.create({ data: { userId: user.id, courseId: id, role } });
    return user.id;
  }
  const people = {
    student: await person("student"),
    tutor: await person("tutor"),
    lecturer: await person("lecturer"),
    stranger: await person("stranger"),
  };
  const course = { id, slug, title: "Distributed systems", state: "open" } as const;
  async function fileAt(experiment: AuthoredExperiment, path: string) {
    return (await openDraft(db, experiment.id)).files.find((file) => file.path === path);
  }
  return {
    slug,
    people,
    create: (title = "Echo") => createExperiment(db, course, "lecturer", { title }),
    async authored(experiment) {
      const found = await findAuthored(db, people.lecturer, slug, experiment);
      if (found === null) throw new Error(`The lecturer has no experiment ${experiment}.`);
      return found;
    },
    async write(experiment, path, text) {
      const base = (await fileAt(experiment, path))?.revision ?? null;
      const { ok } = await saveDraftFile(db, experiment.id, "lecturer", { path, base, text } as never);
      if (!ok) throw new Error(`${path} was changed by somebody else.`);
    },
    async read(experiment, path) {
      return Buffer.from((await fileAt(experiment, path))?.content ?? []).toString("utf8");
    },
  };
}
