import type { Socket } from "node:net";
import { Readable } from "node:stream";
import type { ExecStreams } from "#server/engine/engine";

/** Docker puts 8 bytes before each piece: the stream's number, three zeros, the length. */
const headerBytes = 8;
/** What may wait in a direction before the connection is paused: four of Docker's largest pieces (64 KiB). */
const highWaterBytes = 256 * 1024;

/** Takes Docker's one connection apart. A reader that stops stops the connection, and with it the program: nothing piles up. */
export function splitStreams(socket: Socket): ExecStreams {
  const output = new Readable({ read: resume, highWaterMark: highWaterBytes });
  const errors = new Readable({ read: resume, highWaterMark: highWaterBytes });
  const header = Buffer.alloc(headerBytes);
  let headerFilled = 0;
  let remaining = 0;
  let target = output;
  let ended = false;

  function resume(): void {
    if (socket.isPaused() && hasRoom(output) && hasRoom(errors)) socket.resume();
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
      target.push(piece);
    }
    if (!hasRoom(output) || !hasRoom(errors)) socket.pause();
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

function hasRoom(stream: Readable): boolean {
  return stream.readableLength < stream.readableHighWaterMark;
}
