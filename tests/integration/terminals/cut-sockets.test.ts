import { randomInt } from "node:crypto";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { io, type Socket } from "socket.io-client";
import { expect, test } from "vitest";
import type { TerminalId } from "#shared/ids";
import { type Notice, socketPath } from "#shared/socket/catalogue";
import { openBrittleLine } from "./brittle-line";
import { openShell, patient, withTerminals } from "./terminal-lab";

const CUTS = 1000;
/** Some lines break in the handshake, most within the output. */
const MOST_BYTES = 10_000;
/** Slower than what is kept for a viewer who is away: 128 KiB last for longer than any cut of this test. */
const program = (stop: string) =>
  `stty -echo; i=0; until [ -e ${stop} ]; do seq $((i+1)) $((i+200)); i=$((i+200)); sleep 0.004; done; echo all''done\n`;

const lab = withTerminals();

test("a socket cut 1,000 times at random bytes loses nothing, doubles nothing and keeps the order", async () => {
  const owned = await lab.student();
  const page = await lab.page(owned);
  const id = await openShell(page);
  const stop = path.join(lab.folder, "stop");
  page.socket.emit("terminal:input", { id, bytes: Buffer.from(program(stop)) });
  const line = await openBrittleLine(lab.server.port);
  const reader = createReader(id);
  let cuts = 0;
  let bare = 0;
  while (cuts < CUTS) {
    line.breakAfter(randomInt(1, MOST_BYTES));
    const before = reader.next;
    await reader.readUntilCut(line.port, await lab.ticket(owned));
    cuts += 1;
    if (reader.next === before) bare += 1;
  }
  writeFileSync(stop, "");
  line.breakAfter(Number.POSITIVE_INFINITY);
  await reader.readUntil(line.port, await lab.ticket(owned), /alldone\r\n/);

  expect(reader.faults).toEqual([]);
  const numbers = [...reader.text().matchAll(/^(\d+)\r$/gm)].map((match) => Number(match[1]));
  expect(numbers.length).toBeGreaterThan(1000);
  expect(numbers.findIndex((number, index) => number !== index + 1)).toBe(-1);
  // Most of the cuts went through output, not only through handshakes.
  expect(bare).toBeLessThan(CUTS / 2);
}, 120_000);

/** What a page does: attaches where it was, takes every byte once, acknowledges. */
function createReader(id: TerminalId) {
  const parts: Buffer[] = [];
  const faults: string[] = [];
  let next = 0;

  function take(socket: Socket, notice: Notice<"terminal:output">): void {
    if (notice.offset !== next) faults.push(`expected ${next}, got ${notice.offset}`);
    parts.push(Buffer.from(notice.bytes));
    next = notice.offset + notice.bytes.length;
    socket.emit("terminal:ack", { id, offset: next });
  }

  function connect(port: number, ticket: string): Socket {
    const options = { path: socketPath, addTrailingSlash: false, transports: ["websocket"], reconnection: false };
    const socket = io(`http://127.0.0.1:${port}`, { ...options, forceNew: true, auth: { ticket } });
    socket.on("terminal:output", (notice: Notice<"terminal:output">) => take(socket, notice));
    socket.on("terminal:gap", ({ to }: Notice<"terminal:gap">) => faults.push(`a gap from ${next} to ${to}`));
    socket.once("connect", () =>
      socket.emit("terminal:attach", { id, from: next }, (answer: { ok: boolean; value?: { begin: number } }) => {
        if (answer.value?.begin !== next) faults.push(`attached at ${answer.value?.begin}, wanted ${next}`);
      }),
    );
    return socket;
  }

  return {
    faults,
    text: () => Buffer.concat(parts).toString("latin1"),
    get next() {
      return next;
    },
    readUntilCut(port: number, ticket: string): Promise<void> {
      return new Promise((resolve) => {
        const socket = connect(port, ticket);
        const cut = () => {
          socket.close();
          resolve();
        };
        socket.once("disconnect", cut);
        // A line that breaks between the handshakes of the protocols is no event of the socket's.
        socket.io.engine.once("close", cut);
        socket.once("connect_error", cut);
      });
    },
    async readUntil(port: number, ticket: string, pattern: RegExp): Promise<void> {
      const socket = connect(port, ticket);
      await expect.poll(() => parts.length > 0 && pattern.test(this.text()), patient).toBe(true);
      socket.close();
    },
  };
}
