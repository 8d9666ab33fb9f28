import { jwtVerify } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CourseTicketClaims, courseTicketAudience, ticketIssuer } from "#shared/ticket";
import { type Browser, createBrowser, signIn } from "./browser.ts";
import { demoPassword, type RunningWeb, startWeb, ticketSecret } from "./running-web.ts";

let web: RunningWeb;
let anna: Browser;
let tutor: Browser;
let lecturer: Browser;

beforeAll(async () => {
  web = await startWeb();
  const browsers = await Promise.all(["anna", "tutor", "lecturer"].map(signedIn));
  [anna, tutor, lecturer] = browsers as [Browser, Browser, Browser];
}, 60_000);
afterAll(() => web.stop());

async function signedIn(name: string): Promise<Browser> {
  const browser = createBrowser(web.origin);
  await signIn(browser, `${name}@demo.varlab`, demoPassword);
  return browser;
}

const settings = { tutorsMayDrive: true, record: true, recordingDays: 7 };
const change = (browser: Browser, course: string, body: unknown, headers?: Record<string, string>) =>
  browser.sendJson("PUT", `/api/courses/${course}/settings`, body, headers);

describe("a ticket to a class", () => {
  it("is given to those who teach the course, for this course and a minute", async () => {
    const { text } = await tutor.sendJson("POST", "/api/tickets", { course: "var-2026" });
    const { payload } = await jwtVerify(JSON.parse(text).ticket, new TextEncoder().encode(ticketSecret), {
      audience: courseTicketAudience,
      issuer: ticketIssuer,
    });
    const course = await web.db.course.findUniqueOrThrow({ where: { slug: "var-2026" } });
    expect(CourseTicketClaims.parse(payload).course).toBe(course.id);
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(60);
  });

  it("is refused to students as if the course did not exist", async () => {
    const refused = await anna.sendJson("POST", "/api/tickets", { course: "var-2026" });
    const unknown = await anna.sendJson("POST", "/api/tickets", { course: "nothing" });
    expect([refused.status, refused.text]).toEqual([404, unknown.text]);
    expect((await anna.get("/courses/var-2026/class")).status).toBe(404);
    expect((await tutor.get("/courses/var-2026/class")).status).toBe(200);
  });
});

describe("the settings of a course", () => {
  it("are changed by its lecturer, all at once", async () => {
    expect((await change(lecturer, "var-2026", settings)).status).toBe(200);
    expect(await web.db.course.findUniqueOrThrow({ where: { slug: "var-2026" } })).toMatchObject(settings);
  });

  it("are refused to tutors, and to students as unknown", async () => {
    expect((await change(tutor, "var-2026", settings)).status).toBe(403);
    expect((await change(anna, "var-2026", settings)).status).toBe(404);
    expect((await change(createBrowser(web.origin), "var-2026", settings)).status).toBe(401);
  });

  it.each([
    ["no day", { ...settings, recordingDays: 0 }],
    ["half a day", { ...settings, recordingDays: 1.5 }],
    ["something missing", { record: true }],
    ["no object", "x"],
  ])("are refused with %s", async (_name, body) => {
    expect((await change(lecturer, "var-2026", body)).status).toBe(400);
  });

  it("are refused from another site's page", async () => {
    expect((await change(lecturer, "var-2026", settings, { origin: "http://evil.example" })).status).toBe(403);
  });
});

it("who teaches learns how many hands wait; a student learns of no course", async () => {
  expect(JSON.parse((await anna.get("/api/hands")).text)).toEqual({ courses: [] });
  expect(JSON.parse((await tutor.get("/api/hands")).text).courses).toMatchObject([{ slug: "var-2026", waiting: 0 }]);
});
