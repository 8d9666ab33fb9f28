import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import type { Socket } from "node:net";
import { expect, test } from "vitest";
import type { InstanceName } from "#shared/ids";
import type { Page } from "../../integration/fixtures/page";
import { withLiveServer } from "../instances/live-server";

const program = String.raw`
const http = require("node:http"); const crypto = require("node:crypto");
const host = process.env.BIND || "0.0.0.0";
http.createServer((q, s) => {
  s.setHeader("set-cookie", ["sid=42; Path=/; Domain=example.org", "next-auth.session-token=evil; Path=/"]);
  s.setHeader("clear-site-data", "*");
  if (q.url === "/big") return void s.end(Buffer.alloc(5_000_000, "b"));
  let body = ""; q.on("data", (d) => (body += d)); q.on("end", () => s.end(JSON.stringify({ url: q.url, method: q.method, headers: q.headers, body })));
}).on("upgrade", (q, socket) => {
  const accept = crypto.createHash("sha1").update(q.headers["sec-websocket-key"] + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").digest("base64");
  socket.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " + accept + "\r\n\r\n");
  socket.on("data", (d) => socket.write(d)); socket.on("error", () => {});
}).listen(8001, host, () => console.log("listening"));
`;

const server = withLiveServer(`x-varlab:
  title: Previews
  toolchain: node
  build: { command: "true", artifacts: [{ name: app, path: app }] }
services:
  web:
    image: varlab/node-run
    expose: ["8001"]
    x-varlab:
      launch: { command: ["/bin/bash", "-c", "exec node -e \\"$$PROGRAM\\""] }
      show: [{ port: 8001, title: Web }]
    environment: { PROGRAM: ${JSON.stringify(program.split("$").join("$$"))} }
  shy:
    image: varlab/node-run
    expose: ["8001"]
    x-varlab:
      launch: { command: ["/bin/bash", "-c", "exec node -e \\"$$PROGRAM\\""] }
      show: [{ port: 8001, title: Shy }]
    environment: { BIND: 127.0.0.1, PROGRAM: ${JSON.stringify(program.split("$").join("$$"))} }
`);
const named = (name: string) => name as InstanceName;

interface Got {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly text: string;
}

async function get(url: string, headers: Record<string, string> = {}, method = "GET", body = ""): Promise<Got> {
  const sent = request(url, { method, headers, agent: false });
  sent.end(body);
  const [answer] = (await once(sent, "response")) as [IncomingMessage];
  const parts: Buffer[] = [];
  for await (const part of answer) parts.push(part as Buffer);
  return { status: answer.statusCode ?? 0, headers: answer.headers, text: Buffer.concat(parts).toString("utf8") };
}

async function started(name: string): Promise<Page> {
  const page = await server.page(await server.workspace());
  await page.value("workspace:open");
  await page.value("instance:start", { name: named(name) });
  await expect
    .poll(() =>
      page
        .heard("console:output")
        .flatMap(({ chunks }) => chunks.map(({ bytes }) => Buffer.from(bytes).toString()))
        .join(""),
    )
    .toContain("listening");
  return page;
}

/** Opens the preview as a browser would: the address it ends at, and the cookie that it got. */
async function pass(page: Page, name: string): Promise<{ base: string; cookie: string; link: string }> {
  const { url: link } = await page.value("preview:open", { name: named(name), port: 8001 });
  const redirect = await get(link);
  expect(redirect.status).toBe(303);
  expect(redirect.headers.location).toBe("/");
  const cookie = redirect.headers["set-cookie"]?.[0]?.split(";")[0] ?? "";
  return { base: new URL(link).origin, cookie, link };
}

test("a shown port answers on an origin of its own, and only its own cookies travel", async () => {
  const page = await started("web");
  const { base, cookie } = await pass(page, "web");
  const port = new URL(base).port;
  const sent = `next-auth.session-token=CANARY; ${cookie}; p${port}.theme=dark; p1.other=CANARY`;
  const answer = await get(`${base}/hello?x=1`, { cookie: sent }, "POST", "payload");
  expect(answer.status).toBe(200);
  const seen = JSON.parse(answer.text) as {
    url: string;
    method: string;
    body: string;
    headers: Record<string, string>;
  };
  expect(seen).toMatchObject({ url: "/hello?x=1", method: "POST", body: "payload" });
  expect(seen.headers.cookie).toBe("theme=dark");
  expect(answer.text).not.toContain("CANARY");
  expect(answer.text).not.toContain(cookie.split("=")[1]);
  expect(answer.headers["set-cookie"]).toEqual([
    `p${port}.sid=42; Path=/`,
    `p${port}.next-auth.session-token=evil; Path=/`,
  ]);
  expect(answer.headers["clear-site-data"]).toBeUndefined();
});

test("large answers stream through whole", async () => {
  const page = await started("web");
  const { base, cookie } = await pass(page, "web");
  const answer = await get(`${base}/big`, { cookie });
  expect(answer.text.length).toBe(5_000_000);
});

test("a link works once, and nothing works without a pass", async () => {
  const page = await started("web");
  const { base, link } = await pass(page, "web");
  for (const url of [link, base, `${base}/?varlab-token=made-up`]) {
    const answer = await get(url);
    expect(answer.status).toBe(403);
    expect(answer.text).toContain("Open it from there");
  }
  expect((await get(base, { cookie: `varlab-preview-${new URL(base).port}=guess` })).status).toBe(403);
});

test("a service worker is refused", async () => {
  const page = await started("web");
  const { base, cookie } = await pass(page, "web");
  expect((await get(`${base}/sw.js`, { cookie, "service-worker": "script" })).status).toBe(403);
});

test("a WebSocket goes through with a pass and is refused without one", async () => {
  const page = await started("web");
  const { base, cookie } = await pass(page, "web");
  const headers = {
    connection: "Upgrade",
    upgrade: "websocket",
    "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
    "sec-websocket-version": "13",
  };
  const refused = request(base, { headers, agent: false });
  refused.end();
  const [no] = (await once(refused, "response")) as [IncomingMessage];
  expect(no.statusCode).toBe(403);
  no.resume();
  const sent = request(base, { headers: { ...headers, cookie }, agent: false });
  sent.end();
  const [answer, socket] = (await once(sent, "upgrade")) as [IncomingMessage, Socket];
  expect(answer.headers["sec-websocket-accept"]).toBe("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
  const echoed = once(socket, "data");
  socket.write("frame");
  expect(String((await echoed)[0])).toBe("frame");
  socket.destroy();
});

test("a service that listens only on localhost is not reachable, and the page says why", async () => {
  const page = await started("shy");
  const { base, cookie } = await pass(page, "shy");
  const answer = await get(base, { cookie });
  expect(answer.status).toBe(502);
  expect(answer.text).toContain("shy listens on port 8001 only for itself");
  expect(answer.text).toContain("bound to localhost");
});

test("an instance that is off, and a port where nothing listens, say what to do", async () => {
  const page = await server.page(await server.workspace());
  await page.value("workspace:open");
  const { base, cookie } = await pass(page, "web");
  const off = await get(base, { cookie });
  expect([off.status, off.text.includes("Start web in the workspace")]).toEqual([503, true]);
  await page.value("instance:start", { name: named("web") });
  await expect.poll(async () => (await get(base, { cookie })).status, { timeout: 20_000 }).toBe(200);
  await page.value("instance:kill", { name: named("web") });
  const ended = await get(base, { cookie });
  expect([ended.status, ended.text.includes("Nothing listens on port 8001 of web")]).toEqual([502, true]);
});

test("a port that is not shown, an unknown instance and another student's answer alike", async () => {
  const page = await started("web");
  const hidden = await page.call("preview:open", { name: named("web"), port: 22 });
  const unknown = await page.call("preview:open", { name: named("nobody"), port: 8001 });
  expect(hidden).toMatchObject({ ok: false, failure: { code: "unknown" } });
  expect(unknown).toEqual(hidden);
});
