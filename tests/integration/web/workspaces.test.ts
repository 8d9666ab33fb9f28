import { jwtVerify } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TicketClaims, ticketAudience, ticketIssuer } from "#shared/ticket";
import { type Browser, createBrowser, signIn } from "./browser.ts";
import { demoPassword, type RunningWeb, startWeb, ticketSecret } from "./running-web.ts";

let web: RunningWeb;
let anna: Browser;
let ben: Browser;
let tutor: Browser;

beforeAll(async () => {
  web = await startWeb();
  [anna, ben, tutor] = (await Promise.all(["anna", "ben", "tutor"].map(signedIn))) as [Browser, Browser, Browser];
}, 60_000);
afterAll(() => web.stop());

async function signedIn(name: string): Promise<Browser> {
  const browser = createBrowser(web.origin);
  await signIn(browser, `${name}@demo.varlab`, demoPassword);
  return browser;
}

async function start(browser: Browser, experiment = "rmi-chat"): Promise<string> {
  const answer = await browser.post("/api/workspaces", { course: "var-2026", experiment });
  expect(answer.status).toBe(303);
  return String(answer.headers.location).replace("/w/", "");
}

function ticketFor(browser: Browser, workspace: string, headers?: Record<string, string>) {
  return browser.sendJson("POST", "/api/tickets", { workspace }, headers);
}

async function claimsOf(text: string): Promise<{ claims: TicketClaims; seconds: number }> {
  const { ticket } = JSON.parse(text);
  const { payload } = await jwtVerify(ticket, new TextEncoder().encode(ticketSecret), {
    algorithms: ["HS256"],
    audience: ticketAudience,
    issuer: ticketIssuer,
  });
  return { claims: TicketClaims.parse(payload), seconds: (payload.exp ?? 0) - (payload.iat ?? 0) };
}

describe("starting an experiment", () => {
  it("makes one workspace, however often one presses", async () => {
    const ids = await Promise.all([start(anna), start(anna), start(anna)]);
    expect(new Set(ids).size).toBe(1);
    const row = await web.db.workspace.findUniqueOrThrow({ where: { id: ids[0] } });
    expect(row.state).toBe("preparing");
    expect((await anna.get(`/w/${ids[0]}`)).status).toBe(200);
  });

  it("shows the workspace while the other process writes to the database, and remembers the visit afterwards", async () => {
    const id = await start(anna);
    const before = await web.db.workspace.update({ where: { id }, data: { openedAt: new Date(0) } });
    // Longer than a statement waits for the other process.
    const writing = { timeout: 20_000 };
    const status = await web.db.$transaction(async () => (await anna.get(`/w/${id}`)).status, writing);
    expect(status).toBe(200);
    const openedAt = async () => (await web.db.workspace.findUniqueOrThrow({ where: { id } })).openedAt.getTime();
    await expect.poll(openedAt, { timeout: 10_000 }).toBeGreaterThan(before.openedAt.getTime());
  });

  it("begins a second workspace once a new version is out, and keeps the first", async () => {
    const first = await start(ben, "hello-relay");
    const old = await web.db.experimentVersion.findFirstOrThrow({ where: { experiment: { slug: "hello-relay" } } });
    await web.db.experimentVersion.create({
      data: { ...old, id: "second-version", number: old.number + 1, hash: "changed" },
    });
    const page = (await ben.get("/courses/var-2026/hello-relay")).text;
    expect(page).toContain("Start the new version");
    const second = await start(ben, "hello-relay");
    expect(second).not.toBe(first);
    expect((await ben.get(`/w/${first}`)).status).toBe(200);
  });

  it("is refused for experiments that a student may not see, as if they did not exist", async () => {
    await web.db.experiment.updateMany({ where: { slug: "sensor-bus" }, data: { state: "draft" } });
    const draft = await anna.post("/api/workspaces", { course: "var-2026", experiment: "sensor-bus" });
    const unknown = await anna.post("/api/workspaces", { course: "var-2026", experiment: "nothing" });
    expect([draft.status, draft.text]).toEqual([404, unknown.text]);
    expect((await anna.get("/courses/var-2026/sensor-bus")).status).toBe(404);
    expect((await tutor.get("/courses/var-2026/sensor-bus")).status).toBe(200);
  });

  it("is refused for another site's page", async () => {
    for (const origin of ["http://evil.example", "null", ""]) {
      const answer = await ben.post("/api/workspaces", { course: "var-2026", experiment: "rmi-chat" }, { origin });
      expect(answer.status).toBe(403);
    }
    expect(
      await web.db.workspace.count({
        where: { owner: { email: "ben@demo.varlab" }, version: { experiment: { slug: "rmi-chat" } } },
      }),
    ).toBe(0);
  });
});

describe("a ticket", () => {
  it("lives for a minute and says who, what and by which right", async () => {
    const workspace = await start(anna);
    const answer = await ticketFor(anna, workspace);
    expect(answer.headers["cache-control"]).toBe("no-store");
    const { claims, seconds } = await claimsOf(answer.text);
    const user = await web.db.user.findUniqueOrThrow({ where: { email: "anna@demo.varlab" } });
    expect(seconds).toBe(60);
    expect(claims).toMatchObject({ sub: user.id, name: user.name, workspace, right: "own" });
    expect(await web.db.session.count({ where: { id: claims.sid, userId: user.id } })).toBe(1);
  });

  it("lets those who teach look", async () => {
    const { claims } = await claimsOf((await ticketFor(tutor, await start(anna))).text);
    expect(claims.right).toBe("view");
  });

  it("is refused for another student's workspace exactly as for one that does not exist", async () => {
    const foreign = await ticketFor(ben, await start(anna));
    const unknown = await ticketFor(ben, "0123456789abcdef");
    const malformed = await ticketFor(ben, "../../etc");
    expect([foreign.status, foreign.text]).toEqual([404, unknown.text]);
    expect([malformed.status, malformed.text]).toEqual([404, unknown.text]);
    const page = await ben.get(`/w/${await start(anna)}`);
    expect([page.status, (await ben.get("/w/0123456789abcdef")).status]).toEqual([404, 404]);
  });

  it("is refused for another site's page, and without a sign-in", async () => {
    const workspace = await start(anna);
    for (const origin of ["http://evil.example", "null", ""])
      expect((await ticketFor(anna, workspace, { origin })).status).toBe(403);
    expect((await ticketFor(anna, workspace, { origin: "", "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect((await ticketFor(createBrowser(web.origin), workspace)).status).toBe(401);
  });

  it("is refused once the owner has left the course", async () => {
    const clara = await signedIn("clara");
    const workspace = await start(clara);
    await web.db.membership.deleteMany({ where: { user: { email: "clara@demo.varlab" } } });
    expect((await ticketFor(clara, workspace)).status).toBe(404);
    expect((await clara.get("/courses/var-2026")).status).toBe(404);
  });
});

describe("a layout", () => {
  it("comes back with the workspace's page, for its owner and its experiment only", async () => {
    const [mine, other, bens] = await Promise.all([start(anna), start(anna, "hello-relay"), start(ben)]);
    const { version } = await web.db.workspace.findUniqueOrThrow({ where: { id: mine }, include: { version: true } });
    const key = `${version.experimentId}-wide`;
    expect((await anna.sendJson("PUT", `/api/layouts/${key}`, { panes: [1, 2] })).status).toBe(200);
    const remembered = /panes\\?":\[1,2\]/;
    expect((await anna.get(`/w/${mine}`)).text).toMatch(remembered);
    expect((await anna.get(`/w/${other}`)).text).not.toMatch(remembered);
    expect((await ben.get(`/w/${bens}`)).text).not.toMatch(remembered);
  });

  it("is refused when it is too large, has a strange key or comes from elsewhere", async () => {
    expect((await anna.sendJson("PUT", "/api/layouts/large", "x".repeat(70_000))).status).toBe(413);
    expect((await anna.sendJson("PUT", "/api/layouts/a.b", {})).status).toBe(400);
    expect((await anna.sendJson("PUT", "/api/layouts/a", {}, { origin: "http://evil.example" })).status).toBe(403);
    expect((await createBrowser(web.origin).sendJson("PUT", "/api/layouts/a", {})).status).toBe(401);
  });
});
