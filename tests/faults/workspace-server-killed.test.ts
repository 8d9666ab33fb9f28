import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { containerOf } from "../docker/instances/live-server";
import { readRunLog } from "../support/run-log";
import { numberedLines, ticker, wholeLines, withInstallation } from "./living-lab";

/** The promise: after the workspace server is back, its pages show what is true within this time. */
const truthMs = 5000;

const lab = withInstallation();

test("instances run on when the workspace server is killed, and their logs have every line once", async () => {
  const { page, run, snapshot } = await lab.scene();
  for (let round = 0; round < 3; round += 1) {
    const before = (await readRunLog(page, run)).length;
    await lab.installation.server.stop("SIGKILL");
    const began = performance.now();
    await lab.installation.server.start();
    await expect.poll(() => page.connected, { timeout: truthMs }).toBe(true);
    const { instances } = await snapshot();
    expect(instances.find((one) => one.name === ticker)).toMatchObject({ state: "running", run: { id: run } });
    expect(performance.now() - began).toBeLessThan(truthMs);
    await expect
      .poll(async () => (await readRunLog(page, run)).length, { timeout: 20_000 })
      .toBeGreaterThan(before + 1000);
  }
  await page.value("instance:kill", { name: ticker });
  const lines = wholeLines(await readRunLog(page, run));
  expect(lines).toEqual(numberedLines(lines.length));
});

test("a terminal is the same shell after the workspace server was killed, and no byte of it is lost or doubled", async () => {
  const { terminal, snapshot } = await lab.scene();
  terminal.type("echo shell=$$; for n in $(seq 1 1500); do echo row $n.; sleep 0.003; done; echo all=done\r");
  const shell = (await terminal.shows(/shell=(\d+)/))[1];
  await terminal.shows(/row 100\./);
  await lab.installation.server.stop("SIGKILL");
  await lab.installation.server.start();
  await terminal.shows(/^all=done/m);
  const rows = [...terminal.text().matchAll(/^row (\d+)\.\r$/gm)].map((match) => Number(match[1]));
  expect(rows).toEqual(Array.from({ length: 1500 }, (_, index) => index + 1));
  expect(terminal.faults).toEqual([]);
  terminal.type("echo again=$$\r");
  expect((await terminal.shows(/^again=(\d+)/m))[1]).toBe(shell);
  expect((await snapshot()).terminals).toMatchObject([{ state: "open" }]);
});

test("a program that ends while there is no workspace server is shown as ended, with its last line", async () => {
  const { workspace, page, run, snapshot } = await lab.scene();
  await lab.installation.server.stop("SIGKILL");
  execFileSync("docker", ["exec", containerOf(workspace, ticker), "pkill", "-TERM", "-f", "echo line"]);
  await lab.installation.server.start();
  await expect.poll(() => page.connected, { timeout: truthMs }).toBe(true);
  const state = async () => (await snapshot()).instances.find((one) => one.name === ticker)?.run;
  await expect.poll(state, { timeout: 20_000 }).toMatchObject({ id: run, signal: "SIGTERM" });
  const lines = wholeLines(await readRunLog(page, run));
  expect(lines).toEqual(numberedLines(lines.length));
});
