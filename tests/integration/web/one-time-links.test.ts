import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Browser, createBrowser, signIn } from "./browser.ts";
import { demoPassword, type RunningWeb, startWeb } from "./running-web.ts";

const root = path.resolve(import.meta.dirname, "../../..");
const course = "var-2026";
let web: RunningWeb;
let lecturer: Browser;

beforeAll(async () => {
  web = await startWeb();
  lecturer = createBrowser(web.origin);
  await signIn(lecturer, "lecturer@demo.varlab", demoPassword);
}, 60_000);
afterAll(() => web.stop());

let count = 0;
/** A member of the course who has never signed in. */
async function newcomer(): Promise<{ id: string; email: string }> {
  const email = `newcomer-${++count}@demo.varlab`;
  const { id: courseId } = await web.db.course.findUniqueOrThrow({ where: { slug: course } });
  const memberships = { create: { courseId, role: "student" } };
  const { id } = await web.db.user.create({ data: { id: `newcomer-${count}`, email, name: email, memberships } });
  return { id, email };
}

async function invitationFor(user: string): Promise<string> {
  const answer = await lecturer.sendJson("POST", "/api/invitations", { user, course });
  expect(answer.status).toBe(200);
  return new URL(JSON.parse(answer.text).link).pathname;
}

const tokenOf = (address: string) => address.split("/").at(-1) ?? "";
const redeem = (browser: Browser, address: string, more: object, headers?: Record<string, string>) =>
  browser.sendJson("POST", "/api/one-time-links", { token: tokenOf(address), ...more }, headers);

/** What the varlab command runs for its operator. */
async function tool(script: string, argv: readonly string[], more: Record<string, string> = {}) {
  const env = { ...process.env, ...more, DATABASE_URL: web.databaseUrl };
  const tsx = path.join(root, "node_modules/.bin/tsx");
  return promisify(execFile)(tsx, [`scripts/${script}`, ...argv], { cwd: root, env }).then(
    ({ stdout }) => ({ stdout, code: 0 }),
    (error: { stdout: string; code: number }) => error,
  );
}

describe("an invitation", () => {
  it("lets somebody set a name and a password, once, and signs them in", async () => {
    const { id, email } = await newcomer();
    const address = await invitationFor(id);
    const browser = createBrowser(web.origin);
    for (const _look of ["a mail program", "the person"]) expect((await browser.get(address)).text).toContain(email);
    const fresh = { name: "Nina New", password: "a sentence of mine" };
    expect((await redeem(browser, address, fresh)).status).toBe(200);
    expect((await browser.get(`/courses/${course}`)).status).toBe(200);
    expect((await browser.get("/account")).text).toContain("Nina New");

    const second = createBrowser(web.origin);
    expect((await redeem(second, address, { name: "Thief", password: "another sentence" })).status).toBe(404);
    expect((await second.get(address)).text).toContain("not good any more");
    expect((await signIn(second, email, fresh.password)).headers.location).toBe(`${web.origin}/`);
  });

  it("is kept as a hash only", async () => {
    const { id } = await newcomer();
    const token = tokenOf(await invitationFor(id));
    const { hash } = await web.db.oneTimeLink.findFirstOrThrow({ where: { userId: id } });
    expect(hash).not.toContain(token);
    expect(Buffer.from(token, "base64url")).toHaveLength(32);
  });

  it("is void after its time, and once there is a newer one", async () => {
    const { id } = await newcomer();
    const first = await invitationFor(id);
    const second = await invitationFor(id);
    const browser = createBrowser(web.origin);
    expect((await browser.get(first)).text).toContain("not good any more");
    expect((await browser.get(second)).text).toContain("Accept the invitation");
    await web.db.oneTimeLink.updateMany({ where: { userId: id }, data: { expiresAt: new Date(Date.now() - 1) } });
    expect((await browser.get(second)).text).toContain("not good any more");
    expect((await redeem(browser, second, { name: "Late", password: "a sentence of mine" })).status).toBe(404);
  });

  it("is used by one of two that come at the same moment", async () => {
    const { id } = await newcomer();
    const address = await invitationFor(id);
    const tries = ["one sentence", "two sentences"].map((password) =>
      redeem(createBrowser(web.origin), address, { name: "Race", password }),
    );
    expect((await Promise.all(tries)).map(({ status }) => status).sort()).toEqual([200, 404]);
  });

  it("keeps its worth when the form is wrong, or comes from another site's page", async () => {
    const { id } = await newcomer();
    const address = await invitationFor(id);
    const browser = createBrowser(web.origin);
    const short = await redeem(browser, address, { name: "Nina", password: "short" });
    expect([short.status, JSON.parse(short.text).sentence]).toEqual([400, "A password needs at least 8 characters."]);
    const fresh = { name: "Nina", password: "a sentence of mine" };
    expect((await redeem(browser, address, fresh, { origin: "http://evil.example" })).status).toBe(403);
    expect((await redeem(browser, address, fresh)).status).toBe(200);
  });

  it("is printed for the operator, who puts the account into a course with it", async () => {
    const invite = (email: string) =>
      tool("users.ts", ["invite", email, "Otto", course, "tutor"], { VARLAB_ORIGIN: web.origin });
    const { stdout } = await invite("Otto@demo.varlab");
    const address = /http:\/\/[^/\s]+(\/invitation\/[\w-]+)/.exec(stdout)?.[1] ?? "";
    const browser = createBrowser(web.origin);
    expect((await redeem(browser, address, { name: "Otto", password: "a sentence of mine" })).status).toBe(200);
    expect((await browser.get(`/courses/${course}/class`)).status).toBe(200);
    expect((await invite("otto@demo.varlab")).code).toBe(1);
  });

  it("is made by no lecturer into an account that opens more than the lecturer may do", async () => {
    const { id } = await newcomer();
    const ask = () => lecturer.sendJson("POST", "/api/invitations", { user: id, course });
    await web.db.course.create({ data: { id: "elsewhere", slug: "elsewhere", title: "Elsewhere" } });
    const membership = { userId: id, courseId: "elsewhere" };
    await web.db.membership.create({ data: { ...membership, role: "tutor" } });
    expect((await ask()).status).toBe(409);
    await web.db.membership.update({ where: { userId_courseId: membership }, data: { role: "student" } });
    await web.db.user.update({ where: { id }, data: { operator: true } });
    expect((await ask()).status).toBe(409);
    await web.db.user.update({ where: { id }, data: { operator: false } });
    expect((await ask()).status).toBe(200);
  });

  it("is made for nobody who has a password or a university", async () => {
    const { id, email } = await newcomer();
    const address = await invitationFor(id);
    const identity = { issuer: "https://uni.example", subject: id, userId: id, email };
    await web.db.identity.create({ data: identity });
    expect((await lecturer.sendJson("POST", "/api/invitations", { user: id, course })).status).toBe(409);
    await web.db.identity.deleteMany({ where: { userId: id } });
    await redeem(createBrowser(web.origin), address, { name: "Nina", password: "a sentence of mine" });
    expect((await lecturer.sendJson("POST", "/api/invitations", { user: id, course })).status).toBe(409);
  });
});

describe("a link for a lost password", () => {
  const reset = (email: string) => tool("reset-password.ts", [web.origin, email]);
  const addressIn = (text: string) => /https?:\/\/[^/\s]+(\/new-password\/[\w-]+)/.exec(text)?.[1] ?? "";

  it("is printed for the operator, sets a new password once and ends all other sign-ins", async () => {
    const email = "ben@demo.varlab";
    const old = createBrowser(web.origin);
    await signIn(old, email, demoPassword);
    const address = addressIn((await reset(email)).stdout);
    expect((await old.get("/account")).status).toBe(200);

    const browser = createBrowser(web.origin);
    expect((await browser.get(address)).text).toContain("Choose a new password");
    const name = (await web.db.user.findUniqueOrThrow({ where: { email } })).name;
    expect((await redeem(browser, address, { password: "a new sentence", name: "Renamed" })).status).toBe(200);
    expect((await browser.get("/account")).status).toBe(200);
    expect((await old.get("/account")).status).toBe(307);
    expect((await web.db.user.findUniqueOrThrow({ where: { email } })).name).toBe(name);
    expect((await redeem(browser, address, { password: "once more, please" })).status).toBe(404);
    const again = createBrowser(web.origin);
    expect((await signIn(again, email, demoPassword)).headers.location).toContain("CredentialsSignin");
    expect((await signIn(again, email, "a new sentence")).headers.location).toBe(`${web.origin}/`);
  });

  it("is no invitation, nor the other way round", async () => {
    const address = addressIn((await reset("clara@demo.varlab")).stdout);
    const browser = createBrowser(web.origin);
    expect((await browser.get(`/invitation/${tokenOf(address)}`)).text).toContain("not good any more");
    const { id } = await newcomer();
    const invitation = await invitationFor(id);
    expect((await browser.get(`/new-password/${tokenOf(invitation)}`)).text).toContain("not good any more");
  });

  it("is refused for an account that does not exist", async () => {
    expect((await reset("nobody@demo.varlab")).code).toBe(1);
  });
});
