import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { Server } from "socket.io";
import { io } from "socket.io-client";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createBrowser, signIn } from "./browser.ts";
import { demoPassword, type RunningWeb, startWeb } from "./running-web.ts";

/** Stands where the workspace server stands: counts bytes, echoes, and tells what reached it. */
const seen: IncomingMessage["headers"][] = [];
const http = createServer((request, response) => {
  seen.push(request.headers);
  let bytes = 0;
  request.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
  });
  request.on("end", () => {
    const { pathname, searchParams } = new URL(request.url ?? "", "http://server");
    response.end(JSON.stringify({ bytes, method: request.method, pathname, path: searchParams.get("path") }));
  });
});
const sockets = new Server(http, { path: "/live/socket.io", addTrailingSlash: false });
sockets.on("connection", (socket) => {
  seen.push(socket.handshake.headers);
  socket.on("echo", (value: unknown, answer: (value: unknown) => void) => answer(value));
});

let web: RunningWeb;
beforeAll(async () => {
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const { port } = http.address() as AddressInfo;
  web = await startWeb({ VARLAB_SERVER_PORT: String(port) });
}, 60_000);
afterAll(async () => {
  await web.stop();
  await sockets.close();
});

it("every page forbids foreign scripts, frames and sniffing", async () => {
  const browser = createBrowser(web.origin);
  await signIn(browser, "anna@demo.varlab", demoPassword);
  for (const path of ["/sign-in", "/", "/courses/var-2026", "/courses/var-2026/rmi-chat", "/nothing/here"]) {
    const { headers, text } = await browser.get(path);
    const policy = String(headers["content-security-policy"]);
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? "none";
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/script-src[^;]*'unsafe-/);
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["x-powered-by"]).toBeUndefined();
    const scripts = [...text.matchAll(/<script\b[^>]*>/g)].map((match) => match[0]);
    expect(scripts.every((script) => script.includes(`nonce="${nonce}"`))).toBe(true);
  }
});

it("two answers never share a nonce", async () => {
  const browser = createBrowser(web.origin);
  const policies = [await browser.get("/sign-in"), await browser.get("/sign-in")].map(
    (page) => page.headers["content-security-policy"],
  );
  expect(policies[0]).not.toBe(policies[1]);
});

it("a page cannot be forced past the sign-in by headers meant for Next itself", async () => {
  const browser = createBrowser(web.origin);
  for (const name of [
    "x-middleware-subrequest",
    "x-middleware-next",
    "x-nextjs-data",
    "x-invoke-path",
    "x-now-route-matches",
  ]) {
    const answer = await browser.get("/courses/var-2026", { [name]: "proxy:proxy:proxy:proxy:proxy" });
    expect(answer.text).not.toContain("VAR 2026");
  }
});

it("health says that the process and its database answer", async () => {
  expect((await createBrowser(web.origin).get("/api/health")).text).toBe('{"ok":true}');
});

it("carries sockets to the workspace server on its own origin, without the cookies", async () => {
  const browser = createBrowser(web.origin);
  await signIn(browser, "anna@demo.varlab", demoPassword);
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  for (const transport of ["websocket", "polling"]) {
    const socket = io(web.origin, {
      path: "/live/socket.io",
      addTrailingSlash: false,
      transports: [transport],
      forceNew: true,
      extraHeaders: { cookie, origin: web.origin },
    });
    const bytes = Buffer.alloc(300_000, 7);
    const echoed: unknown = await socket.timeout(10_000).emitWithAck("echo", bytes);
    expect(Buffer.isBuffer(echoed) && echoed.equals(bytes)).toBe(true);
    socket.close();
    const headers = seen.at(-1) ?? {};
    expect(headers.cookie).toBeUndefined();
    expect(headers.origin).toBe(web.origin);
    expect(headers["x-forwarded-host"]).toBe(new URL(web.origin).host);
  }
});

it("streams uploads of any size to the workspace server, with the ticket and without the cookies", async () => {
  const megabyte = new Uint8Array(1_000_000);
  let sent = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (sent === 40) controller.close();
      else controller.enqueue(megabyte);
      sent++;
    },
  });
  const headers = { authorization: "Bearer t", cookie: "varlab.session=secret" };
  const init = { method: "PUT", body, headers, duplex: "half" as const };
  const answer = await fetch(`${web.origin}/live/files/raw?path=a%20b%2Fc`, init);
  expect(await answer.json()).toEqual({ bytes: 40_000_000, method: "PUT", pathname: "/live/files/raw", path: "a b/c" });
  expect(seen.at(-1)).toMatchObject({ authorization: "Bearer t", "x-forwarded-host": new URL(web.origin).host });
  expect(seen.at(-1)?.cookie).toBeUndefined();
});
