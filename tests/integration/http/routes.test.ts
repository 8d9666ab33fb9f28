import { createConnection } from "node:net";
import { expect, test } from "vitest";
import type { Route } from "#server/http/route";
import { UserError } from "#shared/failures";
import { makePerson, makeWorkspace, signTicket } from "../fixtures/course";
import { withSocketServer } from "../fixtures/socket-server";

const maxBody = 100_000;
const routes: Route[] = [
  {
    method: "GET",
    path: "/live/test/read",
    right: "view",
    maxBody: 0,
    handle: async ({ workspace }) => ({ workspace }),
  },
  {
    method: "POST",
    path: "/live/test/write",
    right: "drive",
    maxBody,
    async handle({ body }) {
      let bytes = 0;
      for await (const chunk of body) bytes += chunk.length;
      return { bytes };
    },
  },
  {
    method: "GET",
    path: "/live/test/refuse",
    right: "view",
    maxBody: 0,
    handle: () => Promise.reject(new UserError("refused", "Not now.")),
  },
  {
    method: "GET",
    path: "/live/test/break",
    right: "view",
    maxBody: 0,
    handle: () => Promise.reject(new Error("secret detail")),
  },
];
const server = withSocketServer(routes);

interface Asking {
  readonly method?: string;
  readonly ticket?: string;
  readonly origin?: string;
  readonly body?: BodyInit;
}

async function ask(path: string, { method = "GET", ticket, origin, body }: Asking = {}) {
  const headers: Record<string, string> = {};
  if (ticket !== undefined) headers.authorization = `Bearer ${ticket}`;
  if (origin !== undefined) headers.origin = origin;
  const duplex = body instanceof ReadableStream ? { duplex: "half" as const } : {};
  const response = await fetch(`http://127.0.0.1:${server.port}${path}`, { method, headers, body, ...duplex });
  return { status: response.status, value: await response.json().catch(() => undefined), headers: response.headers };
}

const own = () => signTicket(server.owner, server.workspace);

test("health is for everybody, everything else for who holds a ticket", async () => {
  expect(await ask("/live/health")).toMatchObject({ status: 200, value: { ok: true } });
  expect(await ask("/live/test/read")).toMatchObject({ status: 401, value: { code: "unauthenticated" } });
  const answer = await ask("/live/test/read", { ticket: await own() });
  expect(answer).toMatchObject({ status: 200, value: { workspace: server.workspace } });
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
});

test("expired, tampered and foreign tickets are refused with one answer", async () => {
  const stranger = await makePerson(server.database, server.course);
  const theirs = await makeWorkspace(server.database, server.course, stranger);
  const tickets = await Promise.all([
    signTicket(server.owner, server.workspace, { expires: "-5s" }),
    signTicket(server.owner, server.workspace, { secret: "y".repeat(40) }),
    signTicket(server.owner, theirs),
    signTicket(server.owner, "workspace_nonsense"),
  ]);
  const answers = await Promise.all(tickets.map((ticket) => ask("/live/test/read", { ticket })));
  expect(answers.map((answer) => answer.status)).toEqual([401, 401, 401, 401]);
  expect(answers[2]?.value).toEqual(answers[3]?.value);
});

test("a foreign page is refused even with a good ticket", async () => {
  for (const origin of ["http://evil.example", "null"]) {
    expect(await ask("/live/test/read", { ticket: await own(), origin })).toMatchObject({ status: 403 });
  }
  const mine = `http://127.0.0.1:${server.port}`;
  expect(await ask("/live/test/read", { ticket: await own(), origin: mine })).toMatchObject({ status: 200 });
});

test("who may only look cannot write, and unknown addresses are unknown", async () => {
  const tutor = await makePerson(server.database, server.course, "tutor");
  const ticket = await signTicket(tutor, server.workspace, { right: "view" });
  expect(await ask("/live/test/read", { ticket })).toMatchObject({ status: 200 });
  expect(await ask("/live/test/write", { ticket, method: "POST", body: "x" })).toMatchObject({ status: 403 });
  expect(await ask("/live/test/write", { ticket, method: "GET" })).toMatchObject({ status: 404 });
  expect(await ask("/live/../etc/passwd", { ticket })).toMatchObject({ status: 404 });
});

test("a body above the limit is refused, whether it says its length or not", async () => {
  const fits = await ask("/live/test/write", { ticket: await own(), method: "POST", body: "x".repeat(maxBody) });
  expect(fits).toMatchObject({ status: 200, value: { bytes: maxBody } });
  const said = await ask("/live/test/write", { ticket: await own(), method: "POST", body: "x".repeat(maxBody + 1) });
  expect(said).toMatchObject({ status: 413, value: { code: "limit" } });
  const stream = new Blob(["x".repeat(3 * maxBody)]).stream();
  const unsaid = await ask("/live/test/write", { ticket: await own(), method: "POST", body: stream });
  expect(unsaid).toMatchObject({ status: 413, value: { code: "limit" } });
  expect(await ask("/live/test/read", { ticket: await own(), method: "GET" })).toMatchObject({ status: 200 });
});

test("a refusal is told in its words, an error of ours only as a reference", async () => {
  expect(await ask("/live/test/refuse", { ticket: await own() })).toMatchObject({
    status: 409,
    value: { code: "refused", sentence: "Not now." },
  });
  const broken = await ask("/live/test/break", { ticket: await own() });
  expect(broken).toMatchObject({ status: 500, value: { code: "internal", reference: expect.any(String) } });
  expect(JSON.stringify(broken.value)).not.toContain("secret detail");
});

test("a connection that sends nonsense is closed and harms nobody", async () => {
  const socket = createConnection(server.port, "127.0.0.1");
  socket.resume();
  socket.write("NONSENSE\r\n\r\n");
  await new Promise((resolve) => socket.once("close", resolve));
  expect(await ask("/live/health")).toMatchObject({ status: 200 });
});
