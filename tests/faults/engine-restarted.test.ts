import { afterAll, beforeAll, expect, test } from "vitest";
import { InstanceName } from "#shared/ids";
import { shellExperiment } from "../docker/instances/compose";
import { containerOf, withLiveServer } from "../docker/instances/live-server";
import { Screen } from "../docker/terminals/screen";
import { type OwnEngine, startOwnEngine } from "../support/own-engine";
import { numberedLines, wholeLines } from "./living-lab";

/** What an instance needs; nothing is built here. */
const images = ["varlab/keeper", "varlab/node-run"];
const patient = { timeout: 30_000 };
let engine: OwnEngine | undefined;

// Before the server's own hook, so that it finds this engine and not the machine's, which others use.
beforeAll(async () => {
  engine = await startOwnEngine(images);
  process.env.DOCKER_HOST = `unix://${engine.socket}`;
  process.env.VARLAB_DOCKER_SOCKET = engine.socket;
});
afterAll(async () => {
  await engine?.remove();
});

const ticker = InstanceName.parse("ticker");
const target = { kind: "instance", name: ticker } as const;
const server = withLiveServer(
  shellExperiment({ ticker: "i=0; while :; do i=$((i+1)); echo line $i; sleep 0.005; done" }),
);

test("a restart of the engine interrupts no program and no shell, and loses no line of either", async () => {
  const owned = await server.workspace();
  const page = await server.page(owned);
  await page.value("workspace:open");
  const { run } = await page.value("instance:start", { name: ticker });
  if (run === undefined) throw new Error("The instance did not start.");
  const { id } = await page.value("terminal:open", { target, cols: 80, rows: 24 });
  const screen = await Screen.attach(page, id);
  screen.type("stty -echo; echo shell=$$; n=0; while :; do n=$((n+1)); echo row $n.; sleep 0.005; done\n");
  await expect.poll(() => screen.text, patient).toContain("row 50.");

  const before = await engine?.restart();
  expect(before).toContain(containerOf(owned.id, ticker));

  const reached = screen.next;
  await expect.poll(() => screen.next, patient).toBeGreaterThan(reached + 2000);
  screen.type("\u0003echo again=$$\n");
  await expect.poll(() => /^again=(\d+)/m.exec(screen.text)?.[1], patient).toBe(/shell=(\d+)/.exec(screen.text)?.[1]);
  const rows = [...screen.text.matchAll(/^row (\d+)\.\r$/gm)].map((match) => Number(match[1]));
  expect(rows.findIndex((row, index) => row !== index + 1)).toBe(-1);
  expect([...screen.faults, ...screen.gaps]).toEqual([]);

  const { instances } = await page.value("workspace:open");
  expect(instances[0]).toMatchObject({ state: "running", run: { id: run.id } });
  await page.value("instance:kill", { name: ticker });
  let log = "";
  for (let from = 0; ; ) {
    const part = await page.value("console:log", { run: run.id, from });
    for (const chunk of part.chunks) log += Buffer.from(chunk.bytes).toString("latin1");
    if (part.next >= part.end) break;
    from = part.next;
  }
  const lines = wholeLines(log);
  expect(lines).toEqual(numberedLines(lines.length));
});
