import { networkInterfaces } from "node:os";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createBrowser, follow, signIn } from "./browser.ts";
import { demoPassword, type RunningWeb, startWeb } from "./running-web.ts";

let web: RunningWeb;
beforeAll(async () => {
  web = await startWeb();
}, 60_000);
afterAll(() => web.stop());

const anna = "anna@demo.varlab";
const sessionCookie = "varlab.session";

describe("signing in", () => {
  it("works with a plain form post and leads to where one wanted to go", async () => {
    const browser = createBrowser(web.origin);
    const asked = await browser.get("/courses/var-2026");
    expect(asked.status).toBe(307);
    expect(asked.headers.location).toBe("/sign-in?callbackUrl=%2Fcourses%2Fvar-2026");

    const answer = await signIn(browser, anna, demoPassword, "/courses/var-2026");
    expect(answer.status).toBe(302);
    expect(answer.headers.location).toBe(`${web.origin}/courses/var-2026`);
    expect((await browser.get("/courses/var-2026")).text).toContain("VAR 2026");
  });

  it("works under every name and address of the machine", async () => {
    const port = new URL(web.origin).port;
    const own = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
    const hosts = [
      "localhost",
      ...own.filter((address) => address.family === "IPv4").map((address) => address.address),
    ];
    expect(hosts.length).toBeGreaterThan(1);
    for (const host of hosts) {
      const browser = createBrowser(`http://${host}:${port}`);
      expect((await signIn(browser, anna, demoPassword)).headers.location).toBe(`http://${host}:${port}/`);
      expect((await browser.get("/")).status).toBe(200);
    }
  });

  it("keeps the cookie from scripts and other sites, and marks it Secure behind https", async () => {
    const plain = await signIn(createBrowser(web.origin), anna, demoPassword);
    expect(String(plain.headers["set-cookie"])).toMatch(
      /varlab\.session=[^;]+; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax/,
    );

    const page = await createBrowser(web.origin).get("/sign-in", { "x-forwarded-proto": "https" });
    expect(String(page.headers["set-cookie"])).toMatch(
      /__Host-varlab\.csrf=[^;]+; Path=\/; Secure; HttpOnly; SameSite=lax/i,
    );
  });

  it.each(["https://evil.example/", "//evil.example", "/\\evil.example"])("never leads to %s", async (target) => {
    const answer = await signIn(createBrowser(web.origin), anna, demoPassword, target);
    expect(answer.headers.location).toBe(`${web.origin}/`);
  });

  it("refuses a form without the token of our own page", async () => {
    const browser = createBrowser(web.origin);
    await browser.get("/sign-in");
    await browser.post("/api/auth/callback/credentials", { email: anna, password: demoPassword, csrfToken: "made up" });
    expect(browser.cookies.has(sessionCookie)).toBe(false);
  });

  it("answers a wrong password and an unknown account with the same sentence", async () => {
    const sentences = [];
    for (const email of ["ben@demo.varlab", "nobody@demo.varlab"]) {
      const browser = createBrowser(web.origin);
      const shown = await follow(browser, await signIn(browser, email, "wrong", "/courses/var-2026"));
      expect(shown.text).toContain('name="callbackUrl" value="/courses/var-2026"');
      sentences.push(/role="alert"[\s\S]*?<\/div><\/div>/.exec(shown.text)?.[0].replaceAll(/^[^>]*>|<[^>]*>/g, ""));
      expect(browser.cookies.has(sessionCookie)).toBe(false);
    }
    expect(sentences[0]).toContain("do not belong together");
    expect(sentences[1]).toBe(sentences[0]);
  });

  it("makes a guesser wait after eight wrong passwords, even with the right one, and says so", async () => {
    const browser = createBrowser(web.origin);
    for (let attempt = 0; attempt < 8; attempt++) await signIn(browser, "clara@demo.varlab", `wrong ${attempt}`);
    const answer = await signIn(browser, "clara@demo.varlab", demoPassword);
    expect(answer.headers.location).toContain("error=wait-15");
    expect((await browser.get("/sign-in?error=wait-15")).text).toContain("Wait 15 minutes");
    expect((await signIn(createBrowser(web.origin), anna, demoPassword)).headers.location).toBe(`${web.origin}/`);
  });
});

describe("signing out", () => {
  it("ends the sign-in: the cookie that was kept is refused", async () => {
    const browser = createBrowser(web.origin);
    await signIn(browser, anna, demoPassword);
    const kept = browser.cookies.get(sessionCookie) ?? "";
    const answer = await browser.post("/api/sign-out", {});
    expect(answer.status).toBe(303);
    expect(browser.cookies.has(sessionCookie)).toBe(false);

    const thief = createBrowser(web.origin);
    thief.cookies.set(sessionCookie, kept);
    expect((await thief.get("/")).headers.location).toContain("/sign-in");
    expect((await thief.sendJson("POST", "/api/tickets", { workspace: "x" })).status).toBe(401);
  });

  it("is not done for another site's page", async () => {
    const browser = createBrowser(web.origin);
    await signIn(browser, anna, demoPassword);
    for (const origin of ["http://evil.example", "null", ""]) {
      expect((await browser.post("/api/sign-out", {}, { origin })).status).toBe(403);
    }
    expect((await browser.get("/")).status).toBe(200);
  });

  it("happens by itself when the sign-in expires", async () => {
    const browser = createBrowser(web.origin);
    await signIn(browser, "tutor@demo.varlab", demoPassword);
    await web.db.session.updateMany({
      where: { user: { email: "tutor@demo.varlab" } },
      data: { expiresAt: new Date(Date.now() - 1) },
    });
    expect((await browser.get("/")).headers.location).toContain("/sign-in");
  });
});

describe("a new password", () => {
  it("replaces the old one and ends the other sign-ins", async () => {
    const [here, there] = [createBrowser(web.origin), createBrowser(web.origin)];
    await signIn(here, "lecturer@demo.varlab", demoPassword);
    await signIn(there, "lecturer@demo.varlab", demoPassword);
    const change = { current: demoPassword, fresh: "quite another one" };
    expect((await here.sendJson("POST", "/api/password", change, { origin: "http://evil.example" })).status).toBe(403);
    expect((await here.sendJson("POST", "/api/password", { ...change, current: "wrong" })).text).toContain(
      "not your current",
    );
    expect((await here.sendJson("POST", "/api/password", { ...change, fresh: "short" })).text).toContain("at least 8");
    expect((await here.sendJson("POST", "/api/password", change)).status).toBe(200);

    expect((await here.get("/")).status).toBe(200);
    expect((await there.get("/")).headers.location).toContain("/sign-in");
    const again = createBrowser(web.origin);
    expect((await signIn(again, "lecturer@demo.varlab", demoPassword)).headers.location).toContain("CredentialsSignin");
    expect((await signIn(again, "lecturer@demo.varlab", "quite another one")).headers.location).toBe(`${web.origin}/`);
  });
});
