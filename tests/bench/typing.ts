import type { Duplex } from "node:stream";
import { readTerminal } from "../support/terminal-reader";
import type { BareDocker } from "./bare-docker";
import { type Measure, median, milliseconds, verdict } from "./sample";
import { host, type Scene } from "./scene";

/** Keys in a row on one side before the other has its turn, and how often. */
const burst = 20;
const turns = 12;
/** From the issue. */
const allowedMs = 1;
const clearLine = "\u0015";

/** A key until its echo: over the web origin, the workspace server and the keeper, against a bare exec stream. */
export async function measureTyping(scene: Scene, bare: BareDocker): Promise<Measure[]> {
  const { page } = scene;
  const { id } = await page.value("terminal:open", {
    target: { kind: "instance", name: host },
    cols: 120,
    rows: 30,
  });
  const reader = await readTerminal(page, id);
  await reader.shows(/\$ $/);
  const stream = await bare.exec(["/bin/bash", "-l"]);
  const ours: number[] = [];
  const floor: number[] = [];
  const terminal: Keyboard = {
    type: (text) => reader.type(text),
    output: (listener) =>
      page.on("terminal:output", (notice) => notice.id === id && listener(Buffer.from(notice.bytes))),
  };
  for (let turn = 0; turn < turns; turn += 1) {
    floor.push(...(await typeBurst(keyboardOf(stream))));
    ours.push(...(await typeBurst(terminal)));
  }
  await page.value("terminal:close", { id });
  const [mine, theirs] = [median(ours), median(floor)];
  return [
    {
      name: "Keystroke to echo, through the web origin",
      ours: milliseconds(mine),
      floor: `${milliseconds(theirs)} exec stream`,
      target: `≤ exec + ${allowedMs} ms`,
      verdict: verdict(mine <= theirs + allowedMs),
    },
  ];
}

interface Keyboard {
  type(text: string): void;
  output(listener: (bytes: Buffer) => void): () => void;
}

function keyboardOf(stream: Duplex): Keyboard {
  return {
    type: (text) => void stream.write(text),
    output(listener) {
      stream.on("data", listener);
      return () => void stream.off("data", listener);
    },
  };
}

async function typeBurst(keyboard: Keyboard): Promise<number[]> {
  const samples: number[] = [];
  for (let key = 0; key < burst; key += 1) {
    const letter = String.fromCharCode(97 + key);
    samples.push(await press(keyboard, letter, (bytes) => bytes.includes(letter)));
  }
  await press(keyboard, clearLine, (bytes) => bytes.length > 0);
  return samples;
}

function press(keyboard: Keyboard, key: string, echoed: (bytes: Buffer) => boolean): Promise<number> {
  return new Promise((resolve) => {
    const began = performance.now();
    const end = keyboard.output((bytes) => {
      if (!echoed(bytes)) return;
      end();
      resolve(performance.now() - began);
    });
    keyboard.type(key);
  });
}
