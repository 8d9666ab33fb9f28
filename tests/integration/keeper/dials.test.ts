import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import type { Duplex, Readable } from "node:stream";
import { expect, onTestFinished, test } from "vitest";
import type { KeeperLink } from "#server/keeper/link";
import { startKeeper } from "./keeper-host";

/** Reads to the end without destroying the stream, unlike an iterator: the other direction may go on. */
async function received(stream: Readable): Promise<Buffer> {
  const parts: Buffer[] = [];
  stream.on("data", (part: Buffer) => parts.push(part));
  await once(stream, "end");
  return Buffer.concat(parts);
}

async function listen(serve: (socket: Socket) => void): Promise<number> {
  const server = createServer({ allowHalfOpen: true }, serve);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const address = server.address();
  if (!address || typeof address === "string") throw new Error("no port");
  return address.port;
}

async function dialTo(serve: (socket: Socket) => void): Promise<{ stream: Duplex; link: KeeperLink }> {
  const link = await (await startKeeper()).link();
  const stream = await link.dial("127.0.0.1", await listen(serve));
  return { stream, link };
}

test("a dial carries bytes both ways, and each side can end first", async () => {
  const { stream, link } = await dialTo((socket) => {
    void received(socket).then(({ length }) => socket.end(`got ${length}`));
  });
  const body = Buffer.alloc(3_000_000, "z");
  stream.end(body);
  expect((await received(stream)).toString()).toBe("got 3000000");
  await expect.poll(() => link.list()).toEqual([]);
});

test("the other side may end first and still read", async () => {
  let heard: Promise<Buffer> = Promise.resolve(Buffer.alloc(0));
  const { stream } = await dialTo((socket) => {
    socket.end("bye");
    heard = received(socket);
  });
  expect((await received(stream)).toString()).toBe("bye");
  stream.end("still talking");
  expect((await heard).toString()).toBe("still talking");
});

test("a large answer to a slow reader arrives whole", async () => {
  const { stream } = await dialTo((socket) => socket.end(Buffer.alloc(5_000_000, "a")));
  let count = 0;
  for await (const part of stream) {
    count += part.length;
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(count).toBe(5_000_000);
});

test("a port where nobody listens is refused, a bad address too", async () => {
  const link = await (await startKeeper()).link();
  await expect(link.dial("127.0.0.1", 1)).rejects.toMatchObject({ code: "ECONNREFUSED" });
  await expect(link.dial("example.invalid", 80)).rejects.toMatchObject({ code: "EINVAL" });
});

test("a reset connection is an error of the stream", async () => {
  const { stream } = await dialTo((socket) => socket.once("data", () => socket.resetAndDestroy()));
  stream.on("error", () => undefined);
  stream.write("x");
  stream.resume();
  const [error] = await once(stream, "error");
  expect(error).toMatchObject({ code: "ECONNRESET" });
});

test("destroying the stream closes the connection, and so does the end of the link", async () => {
  const closed: Promise<unknown>[] = [];
  const port = await listen((socket) => {
    socket.on("error", () => undefined);
    socket.resume();
    closed.push(once(socket, "close"));
    socket.once("end", () => socket.end());
  });
  const host = await startKeeper();
  const link = await host.link();
  (await link.dial("127.0.0.1", port)).destroy();
  const left = await link.dial("127.0.0.1", port);
  left.on("error", () => undefined);
  link.end();
  await expect.poll(() => closed.length).toBe(2);
  await Promise.all(closed);
  expect(await (await host.link()).list()).toEqual([]);
});
