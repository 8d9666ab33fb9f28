import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createFilesRoutes } from "#server/files/files-routes";
import { createHttpServer } from "#server/http/http-server";
import { createLog } from "#server/log";
import { createTicketReader } from "#server/tickets/ticket-reader";
import type { Right } from "#shared/ticket";
import { signTicket, ticketSecret } from "../fixtures/course";
import { createWorkspaceFiles, type WorkspaceFiles, workspace } from "./workspace-files";

let place: WorkspaceFiles;
let server: ReturnType<typeof createHttpServer>;
let origin: string;

beforeEach(async () => {
  place = await createWorkspaceFiles();
  server = createHttpServer({
    routes: createFilesRoutes(place.files),
    tickets: createTicketReader(ticketSecret),
    originAllowed: () => true,
    rightOf: async (claims) => claims.right,
    log: createLog("silent"),
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  origin = `http://127.0.0.1:${port}`;
});
afterEach(async () => {
  server.close();
  server.closeAllConnections();
  await place.dispose();
});

async function ask(
  target: string,
  init: RequestInit & { duplex?: "half" } = {},
  right: Right = "drive",
): Promise<Response> {
  const ticket = await signTicket({ id: "u", session: "s" }, workspace, { right });
  return fetch(`${origin}${target}`, { ...init, headers: { authorization: `Bearer ${ticket}` } });
}
const raw = (name: string) => `/live/files/raw?path=${encodeURIComponent(name)}`;

test("what is uploaded into folders that do not exist yet is downloaded again, never to be shown on this origin", async () => {
  const bytes = Buffer.alloc(3_000_000, "<script>alert(1)</script>");
  const put = await ask(raw("a/b/ü page.html"), { method: "PUT", body: bytes });
  expect(await put.json()).toMatchObject({ path: "a/b/ü page.html", kind: "file", size: bytes.length });
  const got = await ask(raw("a/b/ü page.html"));
  expect(Buffer.from(await got.arrayBuffer()).equals(bytes)).toBe(true);
  expect(got.headers.get("content-type")).toBe("application/octet-stream");
  expect(got.headers.get("x-content-type-options")).toBe("nosniff");
  expect(got.headers.get("content-security-policy")).toContain("sandbox");
  expect(got.headers.get("content-disposition")).toBe(
    `attachment; filename="__page.html"; filename*=UTF-8''%C3%BC%20page.html`,
  );
});

test("twenty files dropped at once into one new folder are all there", async () => {
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) => ask(raw(`new/deep/f${index}`), { method: "PUT", body: String(index) })),
  );
  expect(answers.every((answer) => answer.ok)).toBe(true);
  expect(readdirSync(path.join(place.root, "new/deep")).length).toBe(20);
  expect(readFileSync(path.join(place.root, "new/deep/f7"), "utf8")).toBe("7");
});

test("who may only look cannot upload, and paths that lead elsewhere are refused", async () => {
  expect((await ask(raw("a"), { method: "PUT", body: "x" }, "view")).status).toBe(403);
  for (const evil of ["../x", "/etc/passwd", "a/../../x", "", "a\0b"]) {
    expect((await ask(raw(evil), { method: "PUT", body: "x" })).status).toBe(400);
    expect((await ask(raw(evil))).status).toBe(400);
  }
  expect((await ask(raw("none"))).status).toBe(404);
  expect(readdirSync(place.root)).toEqual([]);
});

test("an upload above the limit, and one that is cut off, leave nothing", async () => {
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new Uint8Array(1_000_000)),
  });
  await ask(raw("huge"), { method: "PUT", body: endless, duplex: "half" }).catch(() => undefined);
  const controller = new AbortController();
  const slow = new ReadableStream<Uint8Array>({ start: (to) => to.enqueue(new Uint8Array(1000)) });
  const cut = ask(raw("cut"), { method: "PUT", body: slow, duplex: "half", signal: controller.signal }).catch(
    () => "cut",
  );
  await expect.poll(() => readdirSync(path.join(place.outside, "staging")).length).toBe(1);
  controller.abort();
  expect(await cut).toBe("cut");
  await expect.poll(() => readdirSync(path.join(place.outside, "staging"))).toEqual([]);
  expect(readdirSync(place.root)).toEqual([]);
});

test("a zip of a folder is a download", async () => {
  await ask(raw("src/a.txt"), { method: "PUT", body: "hello" });
  const zip = await ask("/live/files/zip?path=src");
  expect(zip.headers.get("content-disposition")).toContain('filename="src.zip"');
  expect(
    Buffer.from(await zip.arrayBuffer())
      .subarray(0, 2)
      .toString(),
  ).toBe("PK");
  expect((await ask("/live/files/zip?path=none")).status).toBe(404);
});
