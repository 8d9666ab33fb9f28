import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Browser, createBrowser, signIn } from "./browser.ts";
import { demoPassword, type RunningWeb, startWeb } from "./running-web.ts";

let web: RunningWeb;
const people: Record<string, Browser> = {};
const who = (name: string): Browser => people[name] ?? createBrowser(web.origin);

beforeAll(async () => {
  web = await startWeb();
  for (const name of ["anna", "ben", "clara", "tutor", "lecturer", "operator"]) {
    const browser = createBrowser(web.origin);
    await signIn(browser, `${name}@demo.varlab`, demoPassword);
    people[name] = browser;
  }
}, 60_000);
afterAll(() => web.stop());
beforeEach(() => web.db.signInFailure.deleteMany());

const idOf = async (name: string) =>
  (await web.db.user.findUniqueOrThrow({ where: { email: `${name}@demo.varlab` } })).id;

async function create(title: string, name = "lecturer"): Promise<string> {
  const answer = await who(name).sendJson("POST", "/api/courses", { title });
  expect(answer.status).toBe(200);
  return JSON.parse(answer.text).slug;
}

async function code(slug: string, wish: object = {}): Promise<string> {
  const answer = await who("lecturer").sendJson("POST", `/api/courses/${slug}/codes`, {
    ...{ days: 7, maximumUses: null },
    ...wish,
  });
  expect(answer.status).toBe(200);
  return JSON.parse(answer.text).code;
}

const join = (name: string, typed: string) => who(name).sendJson("POST", "/api/join", { code: typed });
const roleIn = async (slug: string, name: string) =>
  (await web.db.membership.findFirst({ where: { course: { slug }, user: { email: `${name}@demo.varlab` } } }))?.role;

describe("a course", () => {
  it("is made by operators and by lecturers, who then lecture it, and by nobody else", async () => {
    expect([await create("Networks", "lecturer"), await create("Networks", "operator")]).toEqual([
      "networks",
      "networks-2",
    ]);
    expect(await roleIn("networks", "lecturer")).toBe("lecturer");
    expect(await roleIn("networks-2", "operator")).toBe("lecturer");
    for (const name of ["anna", "tutor"]) {
      expect((await who(name).sendJson("POST", "/api/courses", { title: "Mine" })).status).toBe(403);
      expect((await who(name).get("/courses/new")).status).toBe(404);
    }
    expect((await createBrowser(web.origin).sendJson("POST", "/api/courses", { title: "Mine" })).status).toBe(401);
  });

  it.each(["", "   ", "x".repeat(101), 7, null])("is not made with the name %j", async (title) => {
    expect((await who("lecturer").sendJson("POST", "/api/courses", { title })).status).toBe(400);
  });

  it("is renamed and archived by its lecturer; archived, its workspaces are read and none begins", async () => {
    const slug = await create("Old");
    const lecturer = who("lecturer");
    expect((await lecturer.sendJson("PATCH", `/api/courses/${slug}`, { title: "New name" })).status).toBe(200);
    expect((await lecturer.get(`/courses/${slug}`)).text).toContain("New name");
    expect((await lecturer.sendJson("PATCH", `/api/courses/${slug}`, { state: "draft" })).status).toBe(400);

    const begun = await who("anna").post("/api/workspaces", { course: "var-2026", experiment: "rmi-chat" });
    const workspace = String(begun.headers.location).replace("/w/", "");
    const rightOf = async () => {
      const { text } = await who("anna").sendJson("POST", "/api/tickets", { workspace });
      return JSON.parse(Buffer.from(JSON.parse(text).ticket.split(".")[1], "base64url").toString()).right;
    };
    expect(await rightOf()).toBe("own");
    await lecturer.sendJson("PATCH", "/api/courses/var-2026", { state: "archived" });
    expect(await rightOf()).toBe("view");
    expect((await who("anna").get(`/w/${workspace}`)).status).toBe(200);
    const refused = await who("ben").post("/api/workspaces", { course: "var-2026", experiment: "rmi-chat" });
    expect(refused.status).toBe(409);
    await lecturer.sendJson("PATCH", "/api/courses/var-2026", { state: "open" });
    expect(await rightOf()).toBe("own");
  });
});

describe("a join code", () => {
  it("makes a student of who types it in any form, and changes nobody's role", async () => {
    const slug = await create("Joining");
    const made = await code(slug);
    const answer = await join("anna", ` ${made.slice(0, 4).toUpperCase()}-${made.slice(4)} `);
    expect([answer.status, JSON.parse(answer.text)]).toEqual([200, { slug }]);
    expect(await roleIn(slug, "anna")).toBe("student");
    expect((await join("lecturer", made)).status).toBe(200);
    expect(await roleIn(slug, "lecturer")).toBe("lecturer");
    expect(await web.db.joinCode.findUniqueOrThrow({ where: { code: made } })).toMatchObject({ uses: 1 });
  });

  it("answers alike whether it is unknown, malformed, expired, revoked, used up, or of an archived course", async () => {
    const slug = await create("Closed doors");
    const [expired, revoked, used, archived] = [
      await code(slug),
      await code(slug),
      await code(slug, { maximumUses: 1 }),
      await code(await create("Over")),
    ];
    await web.db.joinCode.update({ where: { code: expired }, data: { expiresAt: new Date(Date.now() - 1) } });
    expect((await who("lecturer").sendJson("DELETE", `/api/courses/${slug}/codes/${revoked}`, {})).status).toBe(200);
    expect((await join("clara", used)).status).toBe(200);
    await who("lecturer").sendJson("PATCH", "/api/courses/over", { state: "archived" });
    const answers = [];
    for (const typed of ["00000000", "../../x", expired, revoked, used, archived]) {
      await web.db.signInFailure.deleteMany();
      const { status, text } = await join("ben", typed);
      answers.push(`${status} ${text}`);
    }
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain("409");
    expect(await roleIn(slug, "ben")).toBeUndefined();
  });

  it("is never used more often than it may be, however many come at once", async () => {
    const slug = await create("Two seats");
    const made = await code(slug, { maximumUses: 2 });
    const answers = await Promise.all(["anna", "ben", "clara", "tutor"].map((name) => join(name, made)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 200, 409, 409]);
    expect(await web.db.membership.count({ where: { course: { slug }, role: "student" } })).toBe(2);
  });

  it("cannot be guessed: after eight wrong ones a person waits, even with the right one, and others do not", async () => {
    const slug = await create("Guessed");
    const made = await code(slug);
    for (let attempt = 0; attempt < 8; attempt += 1) expect((await join("ben", `0000000${attempt}`)).status).toBe(409);
    const waiting = await join("ben", made);
    expect([waiting.status, waiting.text]).toEqual([413, expect.stringContaining("Wait 15 min")]);
    expect((await join("anna", made)).status).toBe(200);
  });

  it("is made and revoked by the course's lecturers only", async () => {
    const slug = await create("Keys");
    const made = await code(slug);
    const other = await create("Other keys", "operator");
    for (const [name, status] of [
      ["operator", 404],
      ["anna", 404],
    ] as const) {
      expect((await who(name).sendJson("POST", `/api/courses/${slug}/codes`, { days: 1 })).status).toBe(status);
      expect((await who(name).sendJson("DELETE", `/api/courses/${slug}/codes/${made}`, {})).status).toBe(status);
    }
    expect((await who("operator").sendJson("DELETE", `/api/courses/${other}/codes/${made}`, {})).status).toBe(404);
    expect((await who("tutor").sendJson("POST", "/api/courses/var-2026/codes", { days: 1 })).status).toBe(403);
    for (const wish of [{ days: 0 }, { days: 1.5 }, { days: 1000 }, { maximumUses: 0 }])
      expect(
        (await who("lecturer").sendJson("POST", `/api/courses/${slug}/codes`, { days: 7, maximumUses: null, ...wish }))
          .status,
      ).toBe(400);
  });

  it("asks for the sign-in first, and comes back to the page with the code in it", async () => {
    const made = await code(await create("By link"));
    const shown = `${made.slice(0, 4)}-${made.slice(4)}`;
    const browser = createBrowser(web.origin);
    const sent = await browser.get(`/join/${shown}`);
    expect(sent.headers.location).toBe(`/sign-in?callbackUrl=${encodeURIComponent(`/join/${shown}`)}`);
    const back = await signIn(browser, "anna@demo.varlab", demoPassword, `/join/${shown}`);
    expect(back.headers.location).toBe(`${web.origin}/join/${shown}`);
    expect((await browser.get(`/join/${shown}`)).text).toContain(`value="${shown}"`);
  });
});

describe("members by a list", () => {
  const list = [
    "e-mail,name,role,group",
    "anna@demo.varlab,Somebody else,tutor,A",
    "fresh@example.org,Fresh Face,,B",
    "nameless@example.org,,student,",
    "not an address,X,student,",
  ].join("\n");

  it("are shown before anything happens, then invited without a password, added with their account, and the rest said", async () => {
    const slug = await create("By list");
    const lecturer = who("lecturer");
    const before = await web.db.user.count();
    const preview = JSON.parse(
      (await lecturer.sendJson("POST", `/api/courses/${slug}/members/preview`, { list })).text,
    );
    expect(preview.planned).toMatchObject([
      { line: 2, step: "add", name: "Anna Albers", role: "tutor", group: "A" },
      { line: 3, step: "invite", name: "Fresh Face", role: "student", group: "B" },
    ]);
    expect(preview.problems.map(({ line }: { line: number }) => line)).toEqual([4, 5]);
    expect(await web.db.user.count()).toBe(before);

    const done = await lecturer.sendJson("POST", `/api/courses/${slug}/members`, { list });
    expect(done.status).toBe(200);
    expect(await web.db.user.findUniqueOrThrow({ where: { email: "fresh@example.org" } })).toMatchObject({
      name: "Fresh Face",
      passwordHash: null,
    });
    expect(await roleIn(slug, "anna")).toBe("tutor");
    expect((await web.db.user.findUniqueOrThrow({ where: { email: "anna@demo.varlab" } })).name).toBe("Anna Albers");
    expect((await lecturer.get(`/courses/${slug}/members`)).text).toContain("not signed in yet");

    const again = JSON.parse(
      (await lecturer.sendJson("POST", `/api/courses/${slug}/members`, { list: "anna@demo.varlab,,student,C" })).text,
    );
    expect(again.planned).toMatchObject([
      { step: "change", before: { role: "tutor", group: "A" }, role: "student", group: "C" },
    ]);
    expect(await roleIn(slug, "anna")).toBe("student");
  });

  it("never take the last lecturer away", async () => {
    const slug = await create("Kept");
    const sent = JSON.parse(
      (await who("lecturer").sendJson("POST", `/api/courses/${slug}/members`, { list: "lecturer@demo.varlab,,tutor" }))
        .text,
    );
    expect(sent.planned).toEqual([]);
    expect(sent.problems[0].sentence).toContain("stays lecturer");
    const swap = "lecturer@demo.varlab,,tutor\nben@demo.varlab,,lecturer";
    await who("lecturer").sendJson("POST", `/api/courses/${slug}/members`, { list: swap });
    expect([await roleIn(slug, "lecturer"), await roleIn(slug, "ben")]).toEqual(["tutor", "lecturer"]);
  });

  it("are taken from lecturers only, and not of any length", async () => {
    const slug = await create("Long");
    expect((await who("anna").sendJson("POST", `/api/courses/${slug}/members`, { list })).status).toBe(404);
    expect((await who("tutor").sendJson("POST", "/api/courses/var-2026/members", { list })).status).toBe(403);
    expect((await who("tutor").sendJson("POST", "/api/courses/var-2026/members/preview", { list })).status).toBe(403);
    const long = "x".repeat(300_000);
    expect((await who("lecturer").sendJson("POST", `/api/courses/${slug}/members`, { list: long })).status).toBe(413);
    expect((await who("lecturer").sendJson("POST", `/api/courses/${slug}/members`, { nothing: 1 })).status).toBe(400);
  });

  it("a thousand are taken in one go", async () => {
    const slug = await create("Thousand");
    const many = Array.from(
      { length: 1000 },
      (_, index) => `p${index}@many.example,Person ${index},student,G${index % 40}`,
    );
    const sent = await who("lecturer").sendJson("POST", `/api/courses/${slug}/members`, { list: many.join("\n") });
    expect(sent.status).toBe(200);
    expect(await web.db.membership.count({ where: { course: { slug } } })).toBe(1001);
    expect((await who("lecturer").get(`/courses/${slug}/members`)).status).toBe(200);
  });
});

describe("a member", () => {
  it("is given another role and group, and removed; the last lecturer stays", async () => {
    const slug = await create("Roles");
    const lecturer = who("lecturer");
    await join("anna", await code(slug));
    const member = async (name: string) => `/api/courses/${slug}/members/${await idOf(name)}`;
    const change = { role: "tutor", group: "  Tuesday " };
    expect((await lecturer.sendJson("PATCH", await member("anna"), change)).status).toBe(200);
    expect(
      await web.db.membership.findFirst({ where: { course: { slug }, user: { email: "anna@demo.varlab" } } }),
    ).toMatchObject({ role: "tutor", group: "Tuesday" });
    expect((await lecturer.sendJson("PATCH", await member("anna"), { role: "operator" })).status).toBe(400);
    expect((await lecturer.sendJson("PATCH", await member("ben"), { role: "tutor" })).status).toBe(404);
    for (const [method, body] of [
      ["PATCH", { role: "student" }],
      ["DELETE", {}],
    ] as const) {
      const refused = await lecturer.sendJson(method, await member("lecturer"), body);
      expect([refused.status, refused.text]).toEqual([409, expect.stringContaining("last lecturer")]);
    }
    expect((await who("anna").sendJson("DELETE", await member("lecturer"), {})).status).toBe(403);
    expect((await lecturer.sendJson("DELETE", await member("anna"), {})).status).toBe(200);
    expect((await who("anna").get(`/courses/${slug}`)).status).toBe(404);
  });
});

describe("a deadline", () => {
  const put = (name: string, path: string, dueAt: unknown) =>
    who(name).sendJson("PUT", `/api/courses/var-2026/deadlines/${path}`, { dueAt });

  it("is kept as a moment, whatever zone it was written in, and shown to students", async () => {
    expect((await put("lecturer", "rmi-chat", "2030-12-04T23:59:00+01:00")).status).toBe(200);
    const { dueAt } = await web.db.deadline.findFirstOrThrow({ where: { experiment: { slug: "rmi-chat" } } });
    expect(dueAt.toISOString()).toBe("2030-12-04T22:59:00.000Z");
    expect((await who("anna").get("/courses/var-2026/rmi-chat")).text).toContain("To be done by");
    for (const wrong of ["2030-12-04T23:59", "soon", 5, undefined])
      expect((await put("lecturer", "rmi-chat", wrong)).status).toBe(400);
    expect((await put("tutor", "rmi-chat", null)).status).toBe(403);
    expect((await put("anna", "rmi-chat", null)).status).toBe(404);
    expect((await put("lecturer", "nothing", null)).status).toBe(404);
  });

  it("is later for who has more time, never earlier, and gone with all extensions", async () => {
    const anna = await idOf("anna");
    expect((await put("lecturer", `sensor-bus/${anna}`, "2031-01-01T00:00:00Z")).status).toBe(409);
    await put("lecturer", "sensor-bus", "2020-01-01T00:00:00Z");
    expect((await put("lecturer", `sensor-bus/${anna}`, "2019-01-01T00:00:00Z")).status).toBe(409);
    expect((await put("lecturer", `sensor-bus/${await idOf("operator")}`, "2031-01-01T00:00:00Z")).status).toBe(404);
    expect((await put("lecturer", `sensor-bus/${anna}`, "2031-01-01T00:00:00Z")).status).toBe(200);
    expect((await who("anna").get("/courses/var-2026/sensor-bus")).text).toContain(
      "You have more time than the others",
    );
    expect((await who("ben").get("/courses/var-2026/sensor-bus")).text).toContain("You can go on working");
    expect((await put("lecturer", "sensor-bus", null)).status).toBe(200);
    expect(await web.db.deadlineExtension.count()).toBe(0);
  });
});

it("a ticket to the operator page is given to operators only", async () => {
  expect((await who("operator").sendJson("POST", "/api/tickets", { operator: true })).status).toBe(200);
  expect((await who("operator").get("/operator")).status).toBe(200);
  for (const name of ["lecturer", "anna"]) {
    expect((await who(name).sendJson("POST", "/api/tickets", { operator: true })).status).toBe(404);
    expect((await who(name).get("/operator")).status).toBe(404);
  }
});

describe("an account", () => {
  const remove = (browser: Browser, email: string, password = demoPassword) =>
    browser.sendJson("DELETE", "/api/account", { email, password });

  it("is deleted with what it owns when its owner means it, and its sign-in is worth nothing afterwards", async () => {
    const clara = who("clara");
    const begun = await clara.post("/api/workspaces", { course: "var-2026", experiment: "rmi-chat" });
    const workspace = String(begun.headers.location).replace("/w/", "");
    const email = "clara@demo.varlab";
    expect((await remove(clara, "anna@demo.varlab")).status).toBe(400);
    expect((await remove(clara, email, "wrong")).status).toBe(409);
    expect((await remove(createBrowser(web.origin), email)).status).toBe(401);
    expect((await remove(clara, " CLARA@demo.varlab")).status).toBe(200);
    expect(await web.db.user.count({ where: { email } })).toBe(0);
    expect(await web.db.workspace.count({ where: { id: workspace } })).toBe(0);
    expect(await web.db.removedWorkspace.count({ where: { id: workspace } })).toBe(1);
    expect((await clara.get("/")).headers.location).toContain("/sign-in");
  });

  it("stays while it is the last lecturer of a course", async () => {
    const slug = await create("Needs somebody");
    const refused = await remove(who("lecturer"), "lecturer@demo.varlab");
    expect([refused.status, refused.text]).toEqual([409, expect.stringContaining("last lecturer of")]);
    expect(await roleIn(slug, "lecturer")).toBe("lecturer");
  });
});

it("nothing is changed for another site's page", async () => {
  const foreign = { origin: "http://evil.example" };
  for (const [method, path] of [
    ["POST", "/api/courses"],
    ["PATCH", "/api/courses/var-2026"],
    ["POST", "/api/courses/var-2026/codes"],
    ["DELETE", "/api/courses/var-2026/codes/00000000"],
    ["POST", "/api/courses/var-2026/members"],
    ["POST", "/api/courses/var-2026/members/preview"],
    ["DELETE", "/api/courses/var-2026/members/x"],
    ["PUT", "/api/courses/var-2026/deadlines/rmi-chat"],
    ["PUT", "/api/courses/var-2026/deadlines/rmi-chat/x"],
    ["POST", "/api/join"],
    ["DELETE", "/api/account"],
  ] as const)
    expect((await who("lecturer").sendJson(method, path, {}, foreign)).status).toBe(403);
});
