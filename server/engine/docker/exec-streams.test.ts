import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { buffer, text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "vitest";
import { splitStreams } from "#server/engine/docker/exec-streams";
import type { ExecStreams } from "#server/engine/engine";

let server: Server;
let docker: Socket;
let streams: ExecStreams;
beforeEach(async () => {
  server = createServer({ allowHalfOpen: true });
  server.listen(path.join(tmpdir(), `varlab-exec-${process.pid}-${Math.random()}.sock`));
  await once(server, "listening");
  const client = connect(String(server.address()));
  [docker] = await once(server, "connection");
  streams = splitStreams(client);
});
afterEach(() => {
  streams.close();
  docker.destroy();
  server.close();
});

/** One piece as Docker frames it. */
function piece(stream: 1 | 2, content: Buffer): Buffer {
  const header = Buffer.alloc(8);
  header[0] = stream;
  header.writeUInt32BE(content.length, 4);
  return Buffer.concat([header, content]);
}

test("pieces that arrive torn at every place are put together", async () => {
  const all = Buffer.concat([
    piece(1, Buffer.from("out 1 ")),
    piece(2, Buffer.from("bad")),
    piece(1, Buffer.from("")),
    piece(1, Buffer.from("out 2")),
  ]);
  for (const byte of all) docker.write(Buffer.from([byte]));
  docker.end();
  const [output, errors] = await Promise.all([text(streams.output), text(streams.errors)]);
  expect([output, errors]).toEqual(["out 1 out 2", "bad"]);
});

test("a reader that stops and goes on gets every byte", async () => {
  const content = Buffer.from(Array.from({ length: 3_000_000 }, (_, at) => at & 255));
  for (let at = 0; at < content.length; at += 60_000) docker.write(piece(1, content.subarray(at, at + 60_000)));
  docker.end();
  streams.errors.resume();
  await once(streams.output, "readable");
  expect(streams.output.readableLength).toBeLessThan(1_000_000);
  expect((await buffer(streams.output)).equals(content)).toBe(true);
});

test("an output that nobody reads holds the other back and does not pile up", async () => {
  docker.write(piece(2, Buffer.alloc(2_000_000)));
  docker.end(piece(1, Buffer.from("after")));
  const output = text(streams.output);
  await once(streams.errors, "readable");
  expect(streams.errors.readableLength).toBeLessThan(1_000_000);
  expect((await buffer(streams.errors)).length).toBe(2_000_000);
  expect(await output).toBe("after");
});

test("a connection that breaks ends both outputs", async () => {
  docker.write(piece(1, Buffer.from("so far")));
  docker.destroySoon();
  expect(await Promise.all([text(streams.output), text(streams.errors)])).toEqual(["so far", ""]);
});
