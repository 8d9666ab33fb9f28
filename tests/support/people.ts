import { randomBytes } from "node:crypto";
import { hashPassword } from "#app/_server/auth/password";
import type { Database } from "#prisma/client";
import type { Role } from "#shared/roles";
import { createBrowser, signIn } from "../integration/web/browser";
import { password } from "./installation";

/** An account; nobody else's test uses it. */
export interface Person {
  readonly email: string;
  readonly name: string;
}

const titles: Record<Role, string> = { student: "Student", tutor: "Tutor", lecturer: "Lecturer" };

/** A new student of the demo course, with the password of the tests. */
export function makeStudent(database: Database): Promise<Person> {
  return makeMember(database, "student", "var-2026");
}

/** A new member of a course, with the password of the tests. */
export async function makeMember(database: Database, role: Role, slug: string): Promise<Person> {
  const id = randomBytes(5).toString("hex");
  const course = await database.course.findUniqueOrThrow({ where: { slug } });
  const person = { email: `${role}-${id}@example.test`, name: `${titles[role]} ${id}` };
  const user = await database.user.create({
    data: { id: `user-${id}`, ...person, passwordHash: await hashPassword(password) },
  });
  await database.membership.create({ data: { userId: user.id, courseId: course.id, role } });
  return person;
}

/** Signs in without a browser; the cookies are Playwright's form of them. */
export async function signInOverHttp(origin: string, { email }: Pick<Person, "email">) {
  const http = createBrowser(origin);
  await signIn(http, email, password);
  const cookies = [...http.cookies].map(([name, value]) => ({ name, value, url: origin }));
  return {
    cookies,
    /** Starts an experiment of the demo course, or finds the workspace there is; its path. */
    async start(experiment: string): Promise<string> {
      const answer = await http.post("/api/workspaces", { course: "var-2026", experiment });
      const location = answer.headers.location;
      if (typeof location !== "string") throw new Error(`${experiment} was not started: ${answer.status}`);
      return new URL(location, origin).pathname;
    },
  };
}
