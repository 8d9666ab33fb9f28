import { randomBytes } from "node:crypto";
import path from "node:path";
import { Readable } from "node:stream";
import { createContentStore } from "#server/artifacts/content-store";
import { WorkspaceId } from "#shared/ids";
import { createInstallation, type Installation, password } from "../../support/installation";
import { makeMember, type Person } from "../../support/people";
import { type Browser, createBrowser, signIn } from "../web/browser";
import { type Role, roles } from "./roles";

/** A whole installation with somebody for each role around one student's workspace. */
export interface World {
  readonly installation: Installation;
  /** The browser of each role, signed in but for the anonymous one. */
  readonly browsers: Readonly<Record<Role, Browser>>;
  /** The account of each role that has one. */
  readonly ids: Readonly<Record<Exclude<Role, "anonymous">, string>>;
  /** The workspace that everything is about, its owner's. */
  readonly workspace: WorkspaceId;
  /** A workspace of the student elsewhere. */
  readonly foreignWorkspace: WorkspaceId;
  /** Somebody in the course who was invited and has never signed in. */
  readonly newcomer: string;
  /** What stands for the parts in brackets of an address. */
  readonly parameters: Readonly<Record<string, string>>;
  /** A further sign-in of a role, for what would end it. */
  again(role: Role): Promise<Browser>;
  remove(): Promise<void>;
}

export const course = "var-2026";
export const courseElsewhere = "elsewhere";

/** Where each role belongs; a guest is a classmate whom the owner let in. */
const memberships = {
  "student elsewhere": ["student", courseElsewhere],
  classmate: ["student", course],
  "guest who looks": ["student", course],
  "guest who drives": ["student", course],
  "tutor elsewhere": ["tutor", courseElsewhere],
  tutor: ["tutor", course],
  "lecturer elsewhere": ["lecturer", courseElsewhere],
  lecturer: ["lecturer", course],
  owner: ["student", course],
} as const;

/** Makes the installation and everybody in it; whoever makes it removes it. */
export async function createWorld(): Promise<World> {
  // What the workspace server says of a signal, which nobody answers, stands in its log.
  const installation = await createInstallation({ VARLAB_LOG_LEVEL: "debug" });
  try {
    return await populate(installation);
  } catch (error) {
    await installation.remove();
    throw error;
  }
}

async function populate(installation: Installation): Promise<World> {
  const { database, origin } = installation;
  await makeCourseElsewhere(installation);
  const bystander = await makeNewcomer(installation);
  const people = new Map<Role, Person>();
  for (const role of roles) {
    if (role === "anonymous" || role === "operator") continue;
    const [title, slug] = memberships[role];
    people.set(role, await makeMember(database, title, slug));
  }
  const operator = await makeMember(database, "student", course);
  await database.membership.deleteMany({ where: { user: { email: operator.email } } });
  await database.user.update({ where: { email: operator.email }, data: { operator: true } });
  people.set("operator", operator);

  async function again(role: Role): Promise<Browser> {
    const browser = createBrowser(origin);
    const person = people.get(role);
    if (person !== undefined) await signIn(browser, person.email, password);
    return browser;
  }
  const browsers = Object.fromEntries(await Promise.all(roles.map(async (role) => [role, await again(role)])));
  const rows = await Promise.all(
    [...people].map(async ([role, { email }]) => [
      role,
      (await database.user.findUniqueOrThrow({ where: { email } })).id,
    ]),
  );
  const ids: World["ids"] = Object.fromEntries(rows);
  const workspace = await startWorkspace(browsers.owner, course);
  const foreignWorkspace = await startWorkspace(browsers["student elsewhere"], courseElsewhere);
  const guests = { "guest who looks": "view", "guest who drives": "drive" } as const;
  for (const [role, right] of Object.entries(guests) as [keyof typeof guests, "view" | "drive"][])
    await database.workspaceGuest.create({ data: { workspaceId: workspace, userId: ids[role], right } });
  return {
    ...{ installation, browsers, ids, workspace, foreignWorkspace, again },
    newcomer: await makeNewcomer(installation),
    parameters: {
      ...{ course, experiment: "rmi-chat", workspace, key: "layout", university: "none" },
      // Nobody else in these tests: what is done to them harms no other row.
      user: bystander,
      ...{ token: "0".repeat(43), code: await makeCode(installation), number: "1" },
      ...{ submission: await makeSubmission(installation, workspace), feedback: "somebody-elses" },
    },
    remove: installation.remove,
  };
}

/** A second course with a copy of an experiment of the first. */
async function makeCourseElsewhere({ database }: Installation): Promise<void> {
  const slug = courseElsewhere;
  const id = `course-${randomBytes(5).toString("hex")}`;
  await database.course.create({ data: { id, slug, title: "Elsewhere" } });
  const experimentId = `${id}-experiment`;
  await database.experiment.create({ data: { id: experimentId, courseId: id, slug: "rmi-chat" } });
  const version = await database.experimentVersion.findFirstOrThrow({ where: { experiment: { slug: "rmi-chat" } } });
  await database.experimentVersion.create({ data: { ...version, id: `${id}-version`, experimentId, number: 1 } });
}

/** A code by which students come into the course. */
async function makeCode({ database }: Installation): Promise<string> {
  const { id: courseId } = await database.course.findUniqueOrThrow({ where: { slug: course } });
  const expiresAt = new Date(Date.now() + 3_600_000);
  return (await database.joinCode.create({ data: { code: "abcdefgh", courseId, expiresAt } })).code;
}

/** Something that the workspace's owner handed in, with a remark that none of the roles wrote. */
async function makeSubmission({ database, data }: Installation, workspaceId: string): Promise<string> {
  const store = createContentStore(path.join(data, "submissions"));
  const { sha256 } = await store.put("folder", (tree) =>
    tree.file([Buffer.from("a.txt")], false, Readable.from([Buffer.from("mine")])),
  );
  const files = JSON.stringify([{ path: "a.txt", size: 4 }]);
  const rest = { launches: "[]", answers: "[]", comment: "", late: false };
  const { id } = await database.submission.create({
    data: {
      ...{ id: "sub_ofowner", workspaceId, number: 1, key: "k".repeat(16), sha256, sourceHash: "", ...rest },
      ...{ files, fileCount: 1, bytes: 4 },
    },
  });
  const remark = { id: "somebody-elses", submissionId: id, anchor: '{"kind":"general"}', text: "Well done" };
  await database.feedback.create({ data: { ...remark, byId: "nobody", byName: "Nobody" } });
  return id;
}

async function makeNewcomer({ database }: Installation): Promise<string> {
  const { email } = await makeMember(database, "student", course);
  const { id } = await database.user.update({ where: { email }, data: { passwordHash: null } });
  return id;
}

async function startWorkspace(browser: Browser, slug: string): Promise<WorkspaceId> {
  const { status, headers } = await browser.post("/api/workspaces", { course: slug, experiment: "rmi-chat" });
  if (status !== 303) throw new Error(`The workspace was not started: ${status}`);
  return WorkspaceId.parse(String(headers.location).replace("/w/", ""));
}
