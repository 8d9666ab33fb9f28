import type { Duplex } from "node:stream";
import type { TerminalId } from "#shared/ids";
import type { LivePage } from "../support/live-page";
import type { BareDocker } from "./bare-docker";
import { interleaved, type Measure, verdict } from "./sample";
import { host, type Scene } from "./scene";

const rounds = 5;
/** seq prints about 25 MB, long enough for the start not to count. */
const command = "seq 1 3300000; echo all''done\r";
const end = /alldone/;
const megabytes = 25.3;
/** From the issue. */
const allowed = 0.7;

/** A flood of output through the web origin, against a bare exec stream that prints the same. */
export async function measurePouring(scene: Scene, bare: BareDocker): Promise<Measure[]> {
  const { page } = scene;
  const stream = await bare.exec(["/bin/bash", "-l"]);
  const target = { kind: "instance", name: host } as const;
  const { id } = await page.value("terminal:open", { target, cols: 120, rows: 30 });
  const poured = await interleaved(rounds, await pourOurs(page, id), () => pour(pipeOf(stream)));
  await page.value("terminal:close", { id });
  const ratio = poured.floor / poured.ours;
  const speed = (took: number) => `${(megabytes / (took / 1000)).toFixed(0)} MB/s`;
  return [
    {
      name: "Terminal output, through the web origin",
      ours: speed(poured.ours),
      floor: `${speed(poured.floor)} exec stream`,
      target: `≥ ${allowed} × (is ${ratio.toFixed(2)} ×)`,
      verdict: verdict(ratio >= allowed),
    },
  ];
}

/** Where a command is typed and its output read. */
interface Pipe {
  write(text: string): void;
  read(listener: (bytes: Buffer) => void): () => void;
}

function pipeOf(stream: Duplex): Pipe {
  return {
    write: (text) => void stream.write(text),
    read(listener) {
      stream.on("data", listener);
      return () => void stream.off("data", listener);
    },
  };
}

/** The terminal as a page reads it: acknowledging what it has taken. */
async function pourOurs(page: LivePage, id: TerminalId): Promise<() => Promise<number>> {
  let listener: (bytes: Buffer) => void = () => undefined;
  page.on("terminal:output", (notice) => {
    if (notice.id !== id) return;
    page.signal("terminal:ack", { id, offset: notice.offset + notice.bytes.length });
    listener(Buffer.from(notice.bytes));
  });
  await page.value("terminal:attach", { id, from: 0 });
  const pipe: Pipe = {
    write: (text) => page.signal("terminal:input", { id, bytes: new TextEncoder().encode(text) }),
    read(next) {
      listener = next;
      return () => undefined;
    },
  };
  return () => pour(pipe);
}

function pour(pipe: Pipe): Promise<number> {
  return new Promise((resolve) => {
    const began = performance.now();
    let tail = "";
    const stop = pipe.read((bytes) => {
      tail = (tail + bytes.toString("latin1")).slice(-100);
      if (!end.test(tail)) return;
      stop();
      resolve(performance.now() - began);
    });
    pipe.write(command);
  });
}
