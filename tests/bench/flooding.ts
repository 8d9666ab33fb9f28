import { readFile } from "node:fs/promises";
import path from "node:path";
import type { TerminalId } from "#shared/ids";
import type { TerminalTarget } from "#shared/views";
import { makeCourse, makePerson, makeWorkspace, signTicket } from "../integration/fixtures/course";
import { type LivePage, openLivePage } from "../support/live-page";
import { readTerminal, type TerminalReader } from "../support/terminal-reader";
import { type Measure, milliseconds, verdict } from "./sample";
import { host, type Scene } from "./scene";

const keys = 200;
const floods = 10;
const interrupts = 5;
/** From the issue. */
const allowed = { interruptMs: 200, floodBytes: 1_000_000, echoP99Ms: 50, terminalBytes: 200_000 };
const manyTerminals = 300;
/** Of one workspace; a keeper has room for no more beside its programs. */
const terminalsPerWorkspace = 15;
const flooding = ["yes", "cat /dev/urandom", "seq 1 1000000000"] as const;
const target = { kind: "instance", name: host } as const;
/** Where it is there for everybody who has opened a workspace. */
const toolchain = { kind: "toolchain" } as const;

/** Echo beside floods, Ctrl-C in floods, memory of floods and of 300 open terminals. */
export async function measureFlooding(scene: Scene): Promise<Measure[]> {
  const { page } = scene;
  const quiet = await openReader(page);
  const idle = await echoes(quiet);
  const flooded = [await openFlood(page)];
  await echoes(quiet);
  // What the first flood costs is mostly what Node takes before it collects: every further one shows what a terminal costs.
  const first = await serverMemory(scene);
  flooded.push(...(await Promise.all(Array.from({ length: floods - 1 }, () => openFlood(page)))));
  const beside = await echoes(quiet);
  const grown = Math.max(0, (await serverMemory(scene)) - first) / (floods - 1);
  for (const id of flooded) await page.value("terminal:close", { id });
  const stops: number[] = [];
  for (const command of flooding) stops.push(...(await interruptTimes(page, command)));
  return [
    row("Echo, p50 and p99, idle", idle, allowed.echoP99Ms),
    row(`Echo, p50 and p99, beside ${floods} floods`, beside, allowed.echoP99Ms),
    {
      name: `Ctrl-C in ${flooding.join(", ")}: the worst of ${stops.length}`,
      ours: milliseconds(Math.max(...stops)),
      floor: "",
      target: `≤ ${allowed.interruptMs} ms`,
      verdict: verdict(Math.max(...stops) <= allowed.interruptMs),
    },
    {
      name: "Memory of the workspace server for each further flood",
      ours: `${Math.round(grown / 1000)} kB`,
      floor: "",
      target: `≤ ${allowed.floodBytes / 1000} kB`,
      verdict: verdict(grown <= allowed.floodBytes),
    },
  ];
}

/** Many terminals of many students, open and looked at; what they cost and what an echo among them takes. */
export async function measureManyTerminals(scene: Scene): Promise<Measure[]> {
  const pages: LivePage[] = [];
  const rooms = Math.ceil(manyTerminals / terminalsPerWorkspace);
  const readers: TerminalReader[] = [];
  // Containers, links and sockets are there before it is measured what a terminal adds.
  for (let index = 0; index < rooms; index += 1) {
    const page = await openWorkspace(scene);
    pages.push(page);
    readers.push(await openReader(page, toolchain));
  }
  const before = await serverMemory(scene);
  for (const page of pages) {
    for (let index = 1; index < terminalsPerWorkspace; index += 1) readers.push(await openReader(page, toolchain));
  }
  const each = Math.max(0, (await serverMemory(scene)) - before) / (readers.length - rooms);
  const [first] = readers;
  if (first === undefined) throw new Error("No terminal was opened.");
  const times = await echoes(first);
  for (const page of pages) page.close();
  return [
    {
      name: `Memory of the workspace server for each of ${readers.length} open terminals`,
      ours: `${Math.round(each / 1000)} kB`,
      floor: "",
      target: `≤ ${allowed.terminalBytes / 1000} kB`,
      verdict: verdict(each <= allowed.terminalBytes),
    },
    row(`Echo, p50 and p99, among ${readers.length} open terminals`, times, allowed.echoP99Ms),
  ];
}

async function openWorkspace({ installation }: Scene): Promise<LivePage> {
  const compose = `x-varlab:
  title: Many
  toolchain: java
  build: { command: "true", artifacts: [{ name: app.jar, path: app.jar }] }
services:
  host:
    image: varlab/java-run
    x-varlab: { launch: { command: ["/bin/sleep", "100000"] } }
`;
  const course = await makeCourse(installation.database, compose);
  const person = await makePerson(installation.database, course);
  const workspace = await makeWorkspace(installation.database, course, person);
  const page = await openLivePage(installation.origin, () => signTicket(person, workspace));
  await page.value("workspace:open", {});
  return page;
}

async function openReader(page: LivePage, on: TerminalTarget = target): Promise<TerminalReader> {
  const { id } = await page.value("terminal:open", { target: on, cols: 80, rows: 24 });
  const reader = await readTerminal(page, id);
  await reader.shows(/\$ $/);
  return reader;
}

/** A terminal that prints without end; what it prints is acknowledged and thrown away. Answers when it flows. */
async function openFlood(page: LivePage): Promise<TerminalId> {
  const { id } = await page.value("terminal:open", { target, cols: 80, rows: 24 });
  const sink = await openSink(page, id);
  const flowing = sink.shows(/(?:y\r\n){1000}/);
  page.signal("terminal:input", { id, bytes: Buffer.from("yes\r") });
  await flowing;
  return id;
}

/** Reads only as far as is asked for, so that the measuring process keeps nothing of a flood. */
async function openSink(page: LivePage, id: TerminalId) {
  let tail = "";
  let waiting: { pattern: RegExp; found: () => void } | undefined;
  page.on("terminal:output", (notice) => {
    if (notice.id !== id) return;
    page.signal("terminal:ack", { id, offset: notice.offset + notice.bytes.length });
    if (waiting === undefined) return;
    tail = (tail + Buffer.from(notice.bytes).toString("latin1")).slice(-4000);
    if (!waiting.pattern.test(tail)) return;
    waiting.found();
    waiting = undefined;
  });
  await page.value("terminal:attach", { id, from: 0 });
  return {
    shows(pattern: RegExp): Promise<void> {
      tail = "";
      return new Promise((found) => {
        waiting = { pattern, found };
      });
    },
  };
}

/** From Ctrl-C to the shell's next prompt. */
async function interruptTimes(page: LivePage, command: string): Promise<number[]> {
  const { id } = await page.value("terminal:open", { target, cols: 80, rows: 24 });
  const sink = await openSink(page, id);
  const type = (text: string) => page.signal("terminal:input", { id, bytes: Buffer.from(text) });
  const times: number[] = [];
  type("PS1='rea''dy> '\r");
  await sink.shows(/ready> $/);
  for (let round = 0; round < interrupts; round += 1) {
    const flowing = sink.shows(/[\s\S]{4000}/);
    type(`${command}\r`);
    await flowing;
    const stopped = sink.shows(/ready> $/);
    const began = performance.now();
    type("\u0003");
    await stopped;
    times.push(performance.now() - began);
  }
  await page.value("terminal:close", { id });
  return times;
}

async function echoes(reader: TerminalReader): Promise<number[]> {
  const times: number[] = [];
  for (let key = 0; key < keys; key += 1) {
    const before = reader.length;
    const began = performance.now();
    reader.type(String.fromCharCode(97 + (key % 26)));
    await reader.grows(before);
    times.push(performance.now() - began);
    if (key % 40 === 39) {
      const { length } = reader;
      reader.type("\u0015");
      await reader.grows(length);
    }
  }
  return times;
}

function row(name: string, times: readonly number[], allowedMs: number): Measure {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return {
    name,
    ours: `${milliseconds(at(0.5))}, ${milliseconds(at(0.99))}`,
    floor: "",
    target: `p99 ≤ ${allowedMs} ms`,
    verdict: verdict(at(0.99) <= allowedMs),
  };
}

/** Resident bytes of the workspace server. */
async function serverMemory({ installation }: Scene): Promise<number> {
  const noted = await readFile(path.join(installation.data, "state", "server.pid"), "utf8");
  const status = await readFile(`/proc/${noted.split(" ")[0]}/status`, "utf8");
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
}
