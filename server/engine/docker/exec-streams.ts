import type { Socket } from "node:net";
import { Readable } from "node:stream";
import type { ExecStreams } from "#server/engine/engine";

/** Docker puts 8 bytes before each piece: the stream's number, three zeros, the length. */
const headerBytes = 8;
/** What may wait in a direction before the connection is paused: four of Docker's largest pieces (64 KiB). */
const highWaterBytes = 256 * 1024;

/** Takes Docker's one connection apart. A reader that stops stops the connection, and with it the program: nothing piles up. */
export function splitStreams(socket: Socket): ExecStreams {
  const full = new Set<Readable>();
  const output = createSide();
  const errors = createSide();
  const header = Buffer.alloc(headerBytes);
  let headerFilled = 0;
  let remaining = 0;
  let target = output;
  let ended = false;

  function createSide(): Readable {
    const side: Readable = new Readable({ highWaterMark: highWaterBytes, read: () => hasRoom(side) });
    return side;
  }

  function hasRoom(side: Readable): void {
    full.delete(side);
    if (full.size === 0 && socket.isPaused()) socket.resume();
  }

  function take(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) {
      if (remaining === 0) {
        const wanted = Math.min(headerBytes - headerFilled, chunk.length - at);
        chunk.copy(header, headerFilled, at, at + wanted);
        headerFilled += wanted;
        at += wanted;
        if (headerFilled < headerBytes) break;
        headerFilled = 0;
        target = header[0] === 2 ? errors : output;
        remaining = header.readUInt32BE(4);
        continue;
      }
      const piece = chunk.subarray(at, at + remaining);
      at += piece.length;
      remaining -= piece.length;
      if (!target.push(piece)) full.add(target);
    }
    if (full.size > 0) socket.pause();
  }

  function finish(): void {
    if (ended) return;
    ended = true;
    output.push(null);
    errors.push(null);
  }

  socket.on("data", take);
  socket.on("end", finish);
  socket.on("close", finish);
  // A broken connection looks to the reader like its end: the program's fate is unknown either way.
  socket.on("error", finish);
  return { input: socket, output, errors, close: () => socket.destroy() };
}
