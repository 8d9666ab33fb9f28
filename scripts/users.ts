// The accounts of an installation, as `./varlab users` shows and changes them.
// usage: tsx scripts/users.ts list | add EMAIL NAME [COURSE [ROLE]] | invite EMAIL NAME [COURSE [ROLE]] | password EMAIL
//        | operator EMAIL [on|off]
// VARLAB_ORIGIN is where the installation is found: links begin with it.
import { randomUUID } from "node:crypto";
import { makeLink } from "#app/_server/auth/one-time-links";
import { hashPassword, maxPasswordLength } from "#app/_server/auth/password";
import { createDatabase, type Database } from "#prisma/client";
import { pronounceablePassword } from "#prisma/seed/pronounceable-password";
import { cleanCopyPrefix } from "#server/workspaces/clean-copy-id";
import { Role } from "#shared/roles";

/** Shorter ones are refused; the same bound as for the demo password of `./varlab up`. */
const minPasswordLength = 8;

/** Something the caller can mend; shown without a stack. */
class Refusal extends Error {}

async function list(db: Database): Promise<void> {
  const users = await db.user.findMany({
    where: { NOT: { id: { startsWith: cleanCopyPrefix } } },
    orderBy: { email: "asc" },
    include: { memberships: { include: { course: true } }, identities: true },
  });
  if (users.length === 0) console.log("There are no accounts. Make one: ./varlab users add EMAIL NAME");
  const width = Math.max(0, ...users.map((user) => user.email.length));
  const nameWidth = Math.max(0, ...users.map((user) => user.name.length));
  for (const user of users) {
    const courses = user.memberships.map(({ role, course }) => `${role} in ${course.slug}`).join(", ");
    const unused = user.passwordHash === null && user.identities.length === 0 ? ", has never signed in" : "";
    const what = `${user.operator ? "operator, " : ""}${courses || "in no course"}${unused}`;
    console.log(`${user.email.padEnd(width)}  ${user.name.padEnd(nameWidth)}  ${what}`);
  }
}

/** What was asked for, once it is known to be possible. */
async function readPlace(db: Database, email: string, slug: string | undefined, roleName: string) {
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new Refusal(`"${email}" is not an e-mail address.`);
  const role = Role.safeParse(roleName);
  if (!role.success) throw new Refusal(`"${roleName}" is not a role. Roles: ${Role.options.join(", ")}.`);
  return { role: role.data, course: slug === undefined ? undefined : await findCourse(db, slug) };
}

async function join(db: Database, userId: string, courseId: string, role: Role): Promise<void> {
  const membership = { userId, courseId };
  await db.membership.upsert({
    where: { userId_courseId: membership },
    create: { ...membership, role },
    update: { role },
  });
}

/** Prints a link with which the person sets a name and a password; also again, while nobody has used the account. */
async function invite(db: Database, email: string, name: string, slug?: string, roleName = "student"): Promise<void> {
  const { role, course } = await readPlace(db, email, slug, roleName);
  const address = email.toLowerCase();
  const known = await db.user.findUnique({ where: { email: address }, include: { identities: true } });
  if (known !== null && (known.passwordHash !== null || known.identities.length > 0))
    throw new Refusal(`${email} has signed in before and needs no invitation. See: ./varlab reset-password --help`);
  const user = known ?? (await db.user.create({ data: { id: randomUUID(), email: address, name } }));
  if (course) await join(db, user.id, course.id, role);
  const { path, expiresAt } = await makeLink(db, user.id, "invitation");
  console.log(`${address} (${course ? `${role} in ${course.slug}` : "in no course"}) sets a name and a password here,`);
  console.log(`once, until ${expiresAt.toLocaleString()}:\n\n  ${process.env.VARLAB_ORIGIN ?? ""}${path}`);
}

async function add(db: Database, email: string, name: string, slug?: string, roleName = "student"): Promise<void> {
  const { role, course } = await readPlace(db, email, slug, roleName);
  const known = await db.user.findUnique({ where: { email: email.toLowerCase() } });
  if (known && !course) throw new Refusal(`There is an account ${email} already.`);
  const fresh = known ? undefined : choosePassword();
  const user =
    known ??
    (await db.user.create({
      data: { id: randomUUID(), email: email.toLowerCase(), name, passwordHash: await hashPassword(fresh ?? "") },
    }));
  if (course) await join(db, user.id, course.id, role);
  report(user.email, fresh, course ? `${role} in ${course.slug}` : "in no course");
}

async function findCourse(db: Database, slug: string) {
  const course = await db.course.findUnique({ where: { slug } });
  if (course) return course;
  const known = (await db.course.findMany({ select: { slug: true } })).map((one) => one.slug).join(", ");
  throw new Refusal(`There is no course "${slug}". Courses: ${known || "none"}.`);
}

/** Operators see and stop what runs on the machine; they are in courses only like everybody else. */
async function setOperator(db: Database, email: string, word = "on"): Promise<void> {
  if (word !== "on" && word !== "off") throw new Refusal(`"${word}" is neither on nor off.`);
  const { count } = await db.user.updateMany({
    where: { email: email.toLowerCase() },
    data: { operator: word === "on" },
  });
  if (count === 0) throw new Refusal(`There is no account ${email}. See: ./varlab users`);
  console.log(`${email}: ${word === "on" ? "is an operator now; the page is /operator" : "is no operator any more"}`);
}

/** The new password ends all sign-ins of the account. */
async function setPassword(db: Database, email: string): Promise<void> {
  const user = await db.user.findUnique({ where: { email: email.toLowerCase() } });
  if (!user) throw new Refusal(`There is no account ${email}. See: ./varlab users`);
  const fresh = choosePassword();
  const passwordHash = await hashPassword(fresh);
  await db.$transaction([
    db.user.update({ where: { id: user.id }, data: { passwordHash } }),
    db.session.deleteMany({ where: { userId: user.id } }),
  ]);
  report(user.email, fresh, "signed out everywhere");
}

function choosePassword(): string {
  const given = process.env.VARLAB_PASSWORD;
  if (given === undefined) return pronounceablePassword();
  if (given.length >= minPasswordLength && given.length <= maxPasswordLength) return given;
  throw new Refusal(`A password has ${minPasswordLength} to ${maxPasswordLength} characters.`);
}

function report(email: string, password: string | undefined, note: string): void {
  const shown = process.env.VARLAB_PASSWORD === undefined ? password : "as given in VARLAB_PASSWORD";
  console.log(password === undefined ? `${email}: ${note}` : `${email}: ${note}, password: ${shown}`);
}

async function main([command = "list", ...rest]: readonly string[]): Promise<void> {
  const db = createDatabase(process.env.DATABASE_URL ?? "file:./var/varlab.db");
  const [email = "", name = "", course, role] = rest;
  try {
    if (command === "add") await add(db, email, name, course, role);
    else if (command === "invite") await invite(db, email, name, course, role);
    else if (command === "password") await setPassword(db, email);
    else if (command === "operator") await setOperator(db, email, rest[1]);
    else await list(db);
  } finally {
    await db.$disconnect();
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Refusal ? error.message : error);
  process.exitCode = 1;
});
