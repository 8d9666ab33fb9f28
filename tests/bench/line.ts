import { once } from "node:events";
import type { Duplex } from "node:stream";
import type { TerminalTarget } from "#shared/views";
import type { LivePage } from "../support/live-page";

const clearLine = "\u0015";
/** Keys until the line is cleared, so that no shell has to break it. */
const lineLength = 20;
/** As much of the end as the longest pattern looks for. */
const remembered = 8000;

/** Where one types and reads what comes back: a terminal of ours, a bare exec stream, a ttyd. */
export interface Line {
  write(text: string): void;
  /** Calls for all bytes that come from now on, until the answer is called. */
  read(listener: (bytes: Buffer) => void): () => void;
  /** Ends its shell. */
  close(): Promise<void>;
}

/** Opens a terminal with a shell that has shown its prompt; it is read as a page reads it, acknowledging what it has taken. */
export async function openTerminalLine(page: LivePage, target: TerminalTarget): Promise<Line> {
  const { id } = await page.value("terminal:open", { target, cols: 120, rows: 30 });
  const listeners = new Set<(bytes: Buffer) => void>();
  const end = page.on("terminal:output", (notice) => {
    if (notice.id !== id) return;
    page.signal("terminal:ack", { id, offset: notice.offset + notice.bytes.length });
    for (const listener of listeners) listener(Buffer.from(notice.bytes));
  });
  const line: Line = {
    write: (text) => page.signal("terminal:input", { id, bytes: new TextEncoder().encode(text) }),
    read(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async close() {
      end();
      await page.value("terminal:close", { id });
    },
  };
  const prompt = shows(line, /\$ $/);
  await page.value("terminal:attach", { id, from: 0 });
  await prompt;
  return line;
}

/** A bare exec stream as a line. */
export function lineOf(stream: Duplex): Line {
  return {
    write: (text) => void stream.write(text),
    read(listener) {
      stream.on("data", listener);
      return () => void stream.off("data", listener);
    },
    async close() {
      if (stream.destroyed) return;
      const closed = once(stream, "close");
      stream.resume();
      stream.write("\u0015exit\r");
      await closed;
    },
  };
}

/** Resolves when the newest output matches. */
export function shows(line: Line, pattern: RegExp): Promise<void> {
  return new Promise((resolve) => {
    let tail = "";
    const end = line.read((bytes) => {
      tail = (tail + bytes.toString("latin1")).slice(-remembered);
      if (!pattern.test(tail)) return;
      end();
      resolve();
    });
  });
}

/** Types so many keys, each after the echo of the one before; milliseconds until each echo. */
export async function echoTimes(line: Line, keys: number): Promise<number[]> {
  const times: number[] = [];
  for (let key = 0; key < keys; key += 1) {
    const letter = String.fromCharCode(97 + (key % lineLength));
    times.push(await press(line, letter, (bytes) => bytes.includes(letter)));
    if (key % lineLength === lineLength - 1 || key === keys - 1) await press(line, clearLine, () => true);
  }
  return times;
}

function press(line: Line, key: string, echoed: (bytes: Buffer) => boolean): Promise<number> {
  return new Promise((resolve) => {
    const began = performance.now();
    const end = line.read((bytes) => {
      if (!echoed(bytes)) return;
      end();
      resolve(performance.now() - began);
    });
    line.write(key);
  });
}

/** Lets a program print without end; what it prints is read and thrown away. Resolves when it flows; the answer ends it. */
export async function flood(line: Line): Promise<() => Promise<void>> {
  const end = line.read(() => undefined);
  const flowing = shows(line, /(?:y\r\n){1000}/);
  line.write("yes\r");
  await flowing;
  return async () => {
    const stopped = shows(line, /\$ $/);
    line.write("\u0003");
    await stopped;
    end();
  };
}
