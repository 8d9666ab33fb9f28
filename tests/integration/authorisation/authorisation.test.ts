import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer, Browser } from "../web/browser";
import { ask, knock, type Place, ticketOf, tryEvents } from "./doors";
import { classRows, type EventRow, operatorRows, workspaceRows } from "./events";
import {
  classEvents,
  listLiveAddresses,
  listPages,
  listRoutes,
  listServerActions,
  operatorEvents,
  workspaceEvents,
} from "./inventory";
import { pages } from "./pages";
import { missing, type Role, type Row, roles, row, rowOf, written } from "./roles";
import { liveRoutes, type RouteRow, routes } from "./routes";
import { course, courseElsewhere, createWorld, type World } from "./world";

let world: World;
beforeAll(async () => {
  world = await createWorld();
}, 180_000);
afterAll(() => world?.remove(), 60_000);

/** `/w/[workspace]` with what stands for its parts. */
function filled(address: string): string {
  return address.replaceAll(/\[(\w+)\]/g, (_part, name: string) => {
    const value = world.parameters[name];
    if (value === undefined)
      throw new Error(`"${address}" has a part [${name}]: say in world.ts, "parameters", what stands for it.`);
    return value;
  });
}

/** A status as the tables have it. */
function word({ status, headers }: Answer): string {
  const target = status >= 300 && status < 400 ? String(headers.location ?? "") : "";
  if (/^(https?:\/\/[^/]+)?\/sign-in/.test(target) && status !== 302) return "sign-in";
  return String(status);
}

function pageWord(answer: Answer): string {
  const found = word(answer);
  return found.startsWith("3") ? `to:${answer.headers.location}` : found;
}

describe.each(listPages())("the page %s", (address) => {
  it("answers each role as its row says", async () => {
    const answers = await rowOf(async (role) => pageWord(await world.browsers[role].get(filled(address))));
    const expected = pages[address];
    if (expected === undefined)
      throw new Error(missing(`The page ${address}`, "pages.ts", `"${address}": ${written(answers)}`));
    expect(answers).toEqual(expected);
  });
});

/** The route of a row: what stands before a remark in brackets. */
const routeOf = (key: string) => key.replace(/ \(.*\)$/, "");

function send(browser: Browser, key: string, sent: Omit<RouteRow, "answers">, headers: Record<string, string> = {}) {
  const [method = "", address = ""] = routeOf(key).split(" ");
  const at = sent.at ?? filled(address);
  if (method === "GET" || method === "HEAD") return browser.get(at, headers);
  if (sent.form) return browser.post(at, sent.form(world), headers);
  return browser.sendJson(method, at, sent.body?.(world) ?? {}, headers);
}

function answersOf(key: string, sent: Omit<RouteRow, "answers">): Promise<Row> {
  return rowOf(async (role) => {
    const browser = sent.endsSignIn ? await world.again(role) : world.browsers[role];
    return word(await send(browser, key, sent));
  });
}

describe.each(Object.entries(routes))("%s", (key, expected) => {
  it("answers each role as its row says", async () => {
    expect(await answersOf(key, expected)).toEqual(expected.answers);
  });
});

/** What changes something, and is not guarded in a way of its own. */
const guarded = Object.entries(routes).filter(
  ([key, { fromAnywhere }]) => !/^(GET|HEAD) /.test(key) && fromAnywhere === undefined,
);

describe.each(guarded)("%s", (key, expected) => {
  it("does nothing for a page of another site, whoever looks at it", async () => {
    for (const role of ["lecturer", "owner", "operator"] as const)
      for (const origin of ["http://evil.example", "null", ""])
        expect((await send(world.browsers[role], key, expected, { origin })).status, `${role}, ${origin}`).toBe(403);
  });
});

it("no function of the server can be called without a route", () => {
  expect(listServerActions()).toEqual([]);
});

it("no row speaks of something that is not there", () => {
  expect(Object.keys(pages).filter((one) => !listPages().includes(one))).toEqual([]);
  expect(Object.keys(routes).filter((one) => !listRoutes().includes(routeOf(one)))).toEqual([]);
  const events = [...workspaceEvents.calls, ...workspaceEvents.signals];
  expect(Object.keys(workspaceRows).filter((one) => !events.includes(one))).toEqual([]);
  expect(Object.keys(classRows).filter((one) => !classEvents.includes(one))).toEqual([]);
  expect(Object.keys(operatorRows).filter((one) => !operatorEvents.includes(one))).toEqual([]);
  const addresses = Object.keys(liveRoutes).map((key) => key.split(" ")[1] ?? "");
  expect(addresses.filter((one) => !listLiveAddresses().includes(one))).toEqual([]);
});

describe.each(listLiveAddresses())("the workspace server's address %s", (address) => {
  it("has a row", () => {
    if (Object.keys(liveRoutes).some((key) => key.endsWith(` ${address}`))) return;
    const line = `"GET ${address}": { answers: looks | changes | looksBack }`;
    throw new Error(missing(`The workspace server's address ${address}`, "routes.ts, liveRoutes", line));
  });

  it("answers each role's ticket as its rows say, and knows no other method", async () => {
    const { submission = "" } = world.parameters;
    const run = await makeRun(world.workspace);
    for (const method of ["GET", "PUT", "POST", "DELETE"]) {
      const key = `${method} ${address}`;
      const query = liveRoutes[key]?.query?.replace("RUN", run).replace("SUBMISSION", submission) ?? "";
      const statuses = await rowOf(async (role) => {
        const authorization = `Bearer ${await ticketOf(world, role, "workspace")}`;
        const at = `${address}?${query}`;
        const { browsers } = world;
        const answer =
          method === "GET"
            ? await browsers[role].get(at, { authorization })
            : await browsers[role].sendJson(method, at, {}, { authorization });
        return String(answer.status);
      });
      const expected = liveRoutes[key]?.answers ?? unknownMethod;
      const yes = statuses.owner;
      const answers = await rowOf(async (role) =>
        expected[role] === "yes" && statuses[role] === yes ? "yes" : statuses[role],
      );
      // (An address without any row was noticed above; here one of its methods may be.)
      const isKnown = liveRoutes[key] !== undefined || yes === "404" || address === "/live/health";
      if (!isKnown)
        throw new Error(missing(key, "routes.ts, liveRoutes", `"${key}": { answers: ${written(answers)} }`));
      if (liveRoutes[key] !== undefined || address !== "/live/health") expect(answers, key).toEqual(expected);
      if (liveRoutes[key] !== undefined && address !== "/live/health") expect(["401", "403"], key).not.toContain(yes);
    }
  });
});

/** What a method answers that an address does not have. */
const unknownMethod = row("401 401 401 404 404 401 404 401 404 404 401");

async function checkEvents(
  to: Place,
  rows: Readonly<Record<string, EventRow>>,
  events: { calls: readonly string[]; signals: readonly string[] },
  role: Role,
): Promise<void> {
  const calls = events.calls.map((name) => ({ name, input: rows[name]?.input }));
  const heard = await tryEvents(world, role, to, { calls, signals: events.signals });
  const named = [...events.calls, ...events.signals].filter((name) => rows[name] !== undefined);
  const expected = Object.fromEntries(named.map((name) => [name, rows[name]?.answers[role]]));
  expect(Object.fromEntries([...heard].filter(([name]) => rows[name] !== undefined))).toEqual(expected);
}

describe.each(roles)("as %s", (role) => {
  it("every event of a workspace page answers as its row says", () =>
    checkEvents("workspace", workspaceRows, workspaceEvents, role));

  it("every event of a class page answers as its row says", () =>
    checkEvents("class", classRows, { calls: classEvents, signals: [] }, role));

  it("every event of the operator page answers as its row says", () =>
    checkEvents("operator", operatorRows, { calls: operatorEvents, signals: [] }, role));
});

it.each([...workspaceEvents.calls, ...workspaceEvents.signals])(
  "the event %s of a workspace page has a row",
  (name) => {
    if (workspaceRows[name] === undefined)
      throw new Error(
        missing(`The event ${name}`, "events.ts, workspaceRows", `"${name}": { answers: view | drive | own }`),
      );
  },
);

it.each(classEvents)("the event %s of a class page has a row", (name) => {
  if (classRows[name] === undefined)
    throw new Error(missing(`The event ${name}`, "events.ts, classRows", `"${name}": { answers: teaches }`));
});

it.each(operatorEvents)("the event %s of the operator page has a row", (name) => {
  if (operatorRows[name] === undefined)
    throw new Error(missing(`The event ${name}`, "events.ts, operatorRows", `"${name}": { answers: operates }`));
});

/** A run with a log in a workspace, as the server writes it down. */
async function makeRun(workspaceId: string): Promise<string> {
  const { database } = world.installation;
  const number = (await database.run.count({ where: { workspaceId } })) + 1;
  const id = `run-${workspaceId}-${number}`.slice(0, 64);
  const run = { id, workspaceId, instance: "server", number, state: "exited", command: "[]", endedAt: new Date() };
  await database.run.create({ data: run });
  return id;
}

describe("what is named by its id", () => {
  it("answers from another workspace as if it did not exist", async () => {
    const { database } = world.installation;
    const workspaceId = world.workspace;
    const run = await makeRun(workspaceId);
    const ended = { state: "succeeded", command: "true", startedAt: new Date(), endedAt: new Date() };
    await database.build.create({ data: { id: "a-foreign-build", workspaceId, number: 900, ...ended } });
    const bytes = { kind: "file", size: 1, sha256: "0".repeat(64), name: "chat", path: "chat.jar" };
    await database.artifact.create({ data: { id: "a-foreign-artifact", workspaceId, ...bytes } });
    const asked = (id: { build: string; run: string; artifact: string }) =>
      [
        ["build:log", { id: id.build, from: 0 }],
        ["build:cancel", { id: id.build }],
        ["console:log", { run: id.run, from: 0 }],
        ["instance:deploy", { names: ["server"], artifact: id.artifact }],
      ] as const;
    const real = asked({ build: "a-foreign-build", run, artifact: "a-foreign-artifact" });
    const made = asked({ build: "no-build", run: "no-run", artifact: "no-artifact" });

    const thief = world.browsers["student elsewhere"];
    const { text } = await thief.sendJson("POST", "/api/tickets", { workspace: world.foreignWorkspace });
    const socket = await knock(world, "workspace", JSON.parse(text).ticket);
    if ("code" in socket) throw new Error(socket.sentence);
    for (const [index, [name, input]] of real.entries()) {
      const answer = await ask(socket, name, input);
      expect(answer, name).toEqual(await ask(socket, name, made[index]?.[1]));
      expect(answer.ok, name).toBe(false);
    }
    socket.close();

    const owner = await knock(world, "workspace", await ticketOf(world, "owner", "workspace"));
    if ("code" in owner) throw new Error(owner.sentence);
    for (const name of ["build:log", "console:log"])
      expect(await ask(owner, name, real.find(([one]) => one === name)?.[1]), name).toMatchObject({ ok: true });
    owner.close();
  });

  it("a hand of another course is nobody's to take, nor to read", async () => {
    const { database } = world.installation;
    const hand = { workspaceId: world.workspace, studentId: world.ids.owner, sentence: "Help", lines: "secret lines" };
    await database.helpRequest.create({ data: { id: "a-foreign-hand", ...hand } });
    const door = async (role: Role, slug: string) => {
      const { text } = await world.browsers[role].sendJson("POST", "/api/tickets", { course: slug });
      const socket = await knock(world, "class", JSON.parse(text).ticket);
      if ("code" in socket) throw new Error(socket.sentence);
      return socket;
    };
    for (const role of ["tutor elsewhere", "lecturer elsewhere"] as const) {
      const socket = await door(role, courseElsewhere);
      for (const name of ["help:lines", "help:take", "help:pause", "help:close"]) {
        const answer = await ask(socket, name, { id: "a-foreign-hand" });
        expect(answer, name).toMatchObject({ ok: false, failure: { code: "unknown" } });
        expect(answer, name).toEqual(await ask(socket, name, { id: "no-hand" }));
      }
      socket.close();
    }
    const socket = await door("tutor", course);
    expect(await ask(socket, "help:lines", { id: "a-foreign-hand" })).toEqual({
      ok: true,
      value: { text: "secret lines" },
    });
    socket.close();
  });
});

// The last of all: without a row nobody knows what such a request does to the world.
describe.each(listRoutes())("the route %s", (key) => {
  it("has a row", async () => {
    if (Object.keys(routes).some((one) => routeOf(one) === key)) return;
    const answers = await answersOf(key, {});
    throw new Error(missing(`The route ${key}`, "routes.ts", `"${key}": { answers: ${written(answers)} }`));
  });
});
