import { readFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { makeCourse, makePerson, makeWorkspace, signTicket } from "../integration/fixtures/course";
import { type LivePage, openLivePage } from "../support/live-page";
import type { BareDocker } from "./bare-docker";
import { echoTimes, flood, type Line, openTerminalLine, shows } from "./line";
import { type Measure, median, milliseconds, percentile, timed, verdict } from "./sample";
import { host, type Scene } from "./scene";
import { withTtyd } from "./ttyd";

const keys = 200;
const floods = 10;
const interrupts = 5;
const memoryReadings = 9;
const memoryEveryMs = 300;
/** From the issue. */
const allowed = { interruptMs: 200, floodBytes: 1_000_000, echoP99Ms: 50, terminalBytes: 200_000 };
const manyTerminals = 300;
/** Of one workspace; a keeper has room for no more beside its programs. */
const terminalsPerWorkspace = 15;
const flooding = ["yes", "cat /dev/urandom", "seq 1 1000000000"] as const;
const target = { kind: "instance", name: host } as const;
/** Where it is there for everybody who has opened a workspace. */
const toolchain = { kind: "toolchain" } as const;

type Place = "here" | "elsewhere";

/** Opens a terminal on the machine where the echo is measured, or on another one of the workspace. */
type Opening = (place: Place) => Promise<Line>;

interface Echoes extends Readonly<Record<Place, readonly number[]>> {
  readonly idle: readonly number[];
}

/** Echo beside floods, Ctrl-C in floods and memory of floods; the echo also of bare exec streams (and of a ttyd) beside as many floods of their kind. */
export async function measureFlooding(scene: Scene, bare: BareDocker): Promise<Measure[]> {
  const { page } = scene;
  const ours = await echoesBesideFloods((place) => openTerminalLine(page, place === "here" ? target : toolchain));
  const bytesEach = await floodMemory(scene);
  const stops: number[] = [];
  for (const command of flooding) stops.push(...(await interruptTimes(page, command)));
  const containers = { here: bare.container, elsewhere: scene.toolchain() };
  const floors: [string, Echoes][] = [
    ["exec stream", await echoesBesideFloods((place) => bare.shell(containers[place]))],
  ];
  await withTtyd(containers.here, (here) =>
    withTtyd(containers.elsewhere, async (elsewhere) => {
      if (here === undefined || elsewhere === undefined) return;
      const ttyds = { here, elsewhere };
      floors.push(["ttyd", await echoesBesideFloods((place) => ttyds[place].open())]);
    }),
  );
  const floor = (kind: keyof Echoes) =>
    floors.map(([name, echoes]) => `${percentiles(echoes[kind])} ${name}`).join("; ");
  return [
    echoRow("Echo, p50 and p99, idle", ours.idle, floor("idle")),
    echoRow(`Echo, p50 and p99, beside ${floods} floods of another machine`, ours.elsewhere, floor("elsewhere")),
    {
      // The floods fill the machine's share of the processor, which the shell that echoes has to wait for.
      name: `Echo, p50 and p99, beside ${floods} floods of the same machine`,
      ...{ ours: percentiles(ours.here), floor: floor("here"), target: "", verdict: "for information" },
    },
    {
      name: `Ctrl-C in ${flooding.join(", ")}: the worst of ${stops.length}`,
      ours: milliseconds(Math.max(...stops)),
      floor: "",
      target: `≤ ${allowed.interruptMs} ms`,
      verdict: verdict(Math.max(...stops) <= allowed.interruptMs),
    },
    {
      name: "Memory of the workspace server for each further flood",
      ours: `${Math.round(bytesEach / 1000)} kB`,
      floor: "",
      target: `≤ ${allowed.floodBytes / 1000} kB`,
      verdict: verdict(bytesEach <= allowed.floodBytes),
    },
  ];
}

async function echoesBesideFloods(open: Opening): Promise<Echoes> {
  const quiet = await open("here");
  const idle = await echoTimes(quiet, keys);
  const beside = async (place: Place) => {
    const lines = await Promise.all(Array.from({ length: floods }, () => open(place)));
    const ends = await Promise.all(lines.map(flood));
    const times = await echoTimes(quiet, keys);
    for (const end of ends) await end();
    for (const line of lines) await line.close();
    return times;
  };
  const echoes = { idle, elsewhere: await beside("elsewhere"), here: await beside("here") };
  await quiet.close();
  return echoes;
}

/** What a flood costs the workspace server. The first one costs mostly what Node takes before it collects; every further one shows it. */
async function floodMemory(scene: Scene): Promise<number> {
  const lines = await Promise.all(Array.from({ length: floods }, () => openTerminalLine(scene.page, toolchain)));
  const [first, ...further] = lines;
  if (first === undefined) throw new Error("No terminal was opened.");
  const ends = [await flood(first)];
  const before = await serverMemory(scene);
  ends.push(...(await Promise.all(further.map(flood))));
  const grown = Math.max(0, (await serverMemory(scene)) - before);
  for (const end of ends) await end();
  for (const line of lines) await line.close();
  return grown / further.length;
}

/** Many terminals of many students, open and looked at; what they cost and what an echo among them takes. */
export async function measureManyTerminals(scene: Scene): Promise<Measure[]> {
  const pages: LivePage[] = [];
  const rooms = Math.ceil(manyTerminals / terminalsPerWorkspace);
  const lines: Line[] = [];
  // Containers, links and sockets are there before it is measured what a terminal adds.
  for (let index = 0; index < rooms; index += 1) {
    const page = await openWorkspace(scene);
    pages.push(page);
    lines.push(await openTerminalLine(page, toolchain));
  }
  const before = await serverMemory(scene);
  for (const page of pages) {
    for (let index = 1; index < terminalsPerWorkspace; index += 1) lines.push(await openTerminalLine(page, toolchain));
  }
  const each = Math.max(0, (await serverMemory(scene)) - before) / (lines.length - rooms);
  const [first] = lines;
  if (first === undefined) throw new Error("No terminal was opened.");
  const times = await echoTimes(first, keys);
  for (const page of pages) page.close();
  return [
    {
      name: `Memory of the workspace server for each of ${lines.length} open terminals`,
      ours: `${Math.round(each / 1000)} kB`,
      floor: "",
      target: `≤ ${allowed.terminalBytes / 1000} kB`,
      verdict: verdict(each <= allowed.terminalBytes),
    },
    echoRow(`Echo, p50 and p99, among ${lines.length} open terminals`, times, ""),
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

/** From Ctrl-C to the shell's next prompt. */
async function interruptTimes(page: LivePage, command: string): Promise<number[]> {
  const line = await openTerminalLine(page, target);
  const times: number[] = [];
  const ready = shows(line, /ready> $/);
  line.write("PS1='rea''dy> '\r");
  await ready;
  for (let round = 0; round < interrupts; round += 1) {
    const flowing = shows(line, /[\s\S]{4000}/);
    line.write(`${command}\r`);
    await flowing;
    const stopped = shows(line, /ready> $/);
    times.push(
      await timed(() => {
        line.write("\u0003");
        return stopped;
      }),
    );
  }
  await line.close();
  return times;
}

function echoRow(name: string, times: readonly number[], floor: string): Measure {
  return {
    name,
    ours: percentiles(times),
    floor,
    target: `p99 ≤ ${allowed.echoP99Ms} ms`,
    verdict: verdict(percentile(times, 0.99) <= allowed.echoP99Ms),
  };
}

function percentiles(times: readonly number[]): string {
  return `${milliseconds(percentile(times, 0.5))}, ${milliseconds(percentile(times, 0.99))}`;
}

/** Resident bytes of the workspace server: the middle of some readings, between which it may collect what it no longer needs. */
async function serverMemory(scene: Scene): Promise<number> {
  const readings: number[] = [];
  for (let reading = 0; reading < memoryReadings; reading += 1) {
    await setTimeout(memoryEveryMs);
    readings.push(await residentBytes(scene));
  }
  return median(readings);
}

async function residentBytes({ installation }: Scene): Promise<number> {
  const noted = await readFile(path.join(installation.data, "state", "server.pid"), "utf8");
  const status = await readFile(`/proc/${noted.split(" ")[0]}/status`, "utf8");
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
}
