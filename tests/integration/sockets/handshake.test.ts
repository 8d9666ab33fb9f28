import { expect, test } from "vitest";
import { makePerson, makeWorkspace, signTicket } from "../fixtures/course";
import { openPage } from "../fixtures/page";
import { withSocketServer } from "../fixtures/socket-server";

const server = withSocketServer();

async function stranger() {
  const person = await makePerson(server.database, server.course);
  return { person, workspace: await makeWorkspace(server.database, server.course, person) };
}

test("the owner's page connects, over both transports", async () => {
  const ticket = await signTicket(server.owner, server.workspace);
  const page = await openPage(server.port, ticket);
  expect(await page.call("workspace:retry")).toEqual({ ok: true, value: {} });
  const polling = await openPage(server.port, await signTicket(server.owner, server.workspace), {
    transports: ["polling"],
  });
  expect(await polling.call("workspace:retry")).toEqual({ ok: true, value: {} });
});

test.each<[string, () => Promise<unknown> | unknown]>([
  ["without a ticket", () => undefined],
  ["with an expired ticket", () => signTicket(server.owner, server.workspace, { expires: "-10s" })],
  ["with a ticket of another secret", () => signTicket(server.owner, server.workspace, { secret: "x".repeat(40) })],
  [
    "with a tampered ticket",
    // The first character of the signature: the last one holds bits that mean nothing.
    async () =>
      (await signTicket(server.owner, server.workspace)).replace(/[^.](?=[^.]*$)/, (c) => (c === "A" ? "B" : "A")),
  ],
  ["with a ticket for a workspace that does not exist", () => signTicket(server.owner, "workspace_nonsense")],
  ["with another student's workspace", async () => signTicket(server.owner, (await stranger()).workspace)],
  [
    "with a sign-in that is not there any more",
    () => signTicket({ ...server.owner, session: "session_gone" }, server.workspace),
  ],
])("a page %s is refused with one answer", async (_name, ticket) => {
  await expect(openPage(server.port, await ticket())).rejects.toMatchObject({ code: "unauthenticated" });
});

test("a made-up workspace and somebody else's are told apart by nothing", async () => {
  const other = await stranger();
  const answers = await Promise.all(
    ["workspace_nonsense", other.workspace].map(async (id) =>
      openPage(server.port, await signTicket(server.owner, id)).then(
        () => "connected",
        (failure: unknown) => JSON.stringify(failure),
      ),
    ),
  );
  expect(answers[0]).toBe(answers[1]);
  expect(answers[0]).not.toBe("connected");
});

test.each(["http://evil.example", "null", "http://127.0.0.1:1"])(
  "a page of origin %s is refused even with a good ticket",
  async (origin) => {
    const ticket = await signTicket(server.owner, server.workspace);
    await expect(openPage(server.port, ticket, { origin })).rejects.toBeDefined();
    const response = await fetch(`http://127.0.0.1:${server.port}/live/socket.io?EIO=4&transport=polling`, {
      headers: { origin },
    });
    expect(response.status).toBe(403);
  },
);

test("the app's own origin is accepted", async () => {
  const page = await openPage(server.port, await signTicket(server.owner, server.workspace), {
    origin: `http://127.0.0.1:${server.port}`,
  });
  expect(page.socket.connected).toBe(true);
});

test("a tutor may look but not change", async () => {
  const tutor = await makePerson(server.database, server.course, "tutor");
  const page = await openPage(server.port, await signTicket(tutor, server.workspace, { right: "view" }));
  expect(await page.call("build:start")).toMatchObject({ ok: false, failure: { code: "forbidden" } });
  expect(await page.call("files:list")).toMatchObject({ ok: true });
  await expect(
    openPage(server.port, await signTicket(tutor, server.workspace, { right: "own" })),
  ).rejects.toMatchObject({
    code: "unauthenticated",
  });
});

test("one person cannot open a workspace in any number of tabs", async () => {
  const { person, workspace } = await stranger();
  const pages = await Promise.all(
    Array.from({ length: 16 }, async () => openPage(server.port, await signTicket(person, workspace))),
  );
  await expect(openPage(server.port, await signTicket(person, workspace))).rejects.toMatchObject({ code: "limit" });
  pages[0]?.socket.close();
  await expect
    .poll(async () =>
      openPage(server.port, await signTicket(person, workspace)).then(
        () => "open",
        () => "refused",
      ),
    )
    .toBe("open");
});
