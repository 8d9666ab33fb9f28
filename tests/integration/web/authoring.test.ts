import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Browser, createBrowser, signIn } from "./browser.ts";
import { demoPassword, type RunningWeb, startWeb } from "./running-web.ts";

let web: RunningWeb;
const browsers = new Map<string, Browser>();

beforeAll(async () => {
  web = await startWeb();
  for (const name of ["anna", "tutor", "lecturer"]) {
    const browser = createBrowser(web.origin);
    await signIn(browser, `${name}@demo.varlab`, demoPassword);
    browsers.set(name, browser);
  }
  browsers.set("nobody", createBrowser(web.origin));
}, 60_000);
afterAll(() => web.stop());

const course = "/api/courses/var-2026/experiments";
const draft = `${course}/rmi-chat`;

/** Every way to write an experiment, with a body that would do something. */
const ways: readonly (readonly [string, string, unknown])[] = [
  ["POST", course, { title: "Echo" }],
  ["POST", `${course}/import`, { no: "zip" }],
  ["GET", `${draft}/draft`, undefined],
  ["PUT", `${draft}/files`, { path: "README.md", base: 1, text: "# Mine" }],
  ["PATCH", `${draft}/files`, { files: [{ path: "starter/a", revision: 1, to: "starter/b" }] }],
  ["DELETE", `${draft}/files`, { files: [{ path: "starter/a", revision: 1 }] }],
  ["POST", `${draft}/publish`, { revision: 1 }],
  ["POST", `${draft}/trial`, {}],
  ["PUT", `${draft}/visibility`, { visible: false }],
  ["GET", `${draft}/versions/1`, undefined],
  ["POST", `${draft}/versions/1`, {}],
  ["GET", `${draft}/export`, undefined],
];

async function ask(name: string, [method, path, body]: (typeof ways)[number], headers: Record<string, string> = {}) {
  const browser = browsers.get(name);
  if (browser === undefined) throw new Error(`There is no ${name}.`);
  return method === "GET" ? browser.get(path) : browser.sendJson(method, path, body, headers);
}

describe.each(ways.map((way) => [`${way[0]} ${way[1]}`, way] as const))("%s", (_, way) => {
  it("is unknown to everybody but lecturers of the course, like what does not exist", async () => {
    const unknown = way[1].replace("var-2026", "nothing");
    const refusal = (await ask("anna", [way[0], unknown, way[2]])).text;
    for (const name of ["anna", "tutor"]) {
      const answer = await ask(name, way);
      expect([name, answer.status, answer.text]).toEqual([name, 404, refusal]);
    }
    expect((await ask("nobody", way)).status).toBe(401);
  });
});

const changing = ways.filter(([method]) => method !== "GET");

it.each(changing.map((way) => [`${way[0]} ${way[1]}`, way] as const))(
  "%s is refused for another site's page",
  async (_, way) => {
    for (const origin of ["http://evil.example", "null", ""])
      expect((await ask("lecturer", way, { origin })).status).toBe(403);
  },
);

describe("a draft over HTTP", () => {
  it("is not changed by any of what was refused", async () => {
    const shipped = 4;
    expect(await web.db.experiment.count()).toBe(shipped);
    expect(await web.db.experimentVersion.count()).toBe(shipped);
    expect(await web.db.draftFile.count()).toBe(0);
  });

  it("is saved, published and exported by a lecturer", async () => {
    const read = JSON.parse((await ask("lecturer", ["GET", `${draft}/draft`, undefined])).text);
    const sheet = read.files.find((file: { path: string }) => file.path === "README.md");
    const save = { path: "README.md", base: sheet.revision, text: "# Shorter\n" };
    const saved = JSON.parse((await ask("lecturer", ["PUT", `${draft}/files`, save])).text);
    expect(saved).toMatchObject({ ok: true, file: { text: "# Shorter\n", changedBy: "Laura Lehmann" } });
    const again = JSON.parse((await ask("lecturer", ["PUT", `${draft}/files`, save])).text);
    expect(again).toMatchObject({ ok: true });
    const late = await ask("lecturer", ["PUT", `${draft}/files`, { ...save, text: "# Late" }]);
    expect(JSON.parse(late.text)).toMatchObject({ ok: false, current: { text: "# Shorter\n" } });
    const publish = { revision: saved.file.revision };
    expect(JSON.parse((await ask("lecturer", ["POST", `${draft}/publish`, publish])).text)).toEqual({ number: 2 });
    const zip = await ask("lecturer", ["GET", `${draft}/export`, undefined]);
    expect(zip.headers["content-disposition"]).toBe('attachment; filename="rmi-chat.zip"');
  });

  it("has no file outside of its folder, and none above the bounds", async () => {
    const bad = await ask("lecturer", ["PUT", `${draft}/files`, { path: "../../x", base: null, text: "x" }]);
    expect(bad.status).toBe(400);
    const large = { path: "starter/x", base: null, text: "x".repeat(4 * 1024 * 1024) };
    expect((await ask("lecturer", ["PUT", `${draft}/files`, large])).status).toBe(413);
  });
});
