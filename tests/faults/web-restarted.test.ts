import { expect, test } from "vitest";
import type { Notice } from "#shared/socket/catalogue";
import { readRunLog } from "../support/run-log";
import { numberedLines, quiet, ticker, wholeLines, withInstallation } from "./living-lab";

const lab = withInstallation();

test("neither a terminal nor an instance notices that the web app is restarted", async () => {
  const { page, run, terminal, open, snapshot } = await lab.scene();
  const witness = await open(lab.installation.serverOrigin);
  await witness.value("workspace:open", {});
  const changes: Notice<"instance:changed">[] = [];
  witness.on("instance:changed", (view) => changes.push(view));
  await page.value("instance:start", { name: quiet });
  terminal.type("echo shell=$$; for n in $(seq 1 1500); do echo row $n.; sleep 0.003; done; echo all=done\r");
  const shell = (await terminal.shows(/shell=(\d+)/))[1];
  await terminal.shows(/row 100\./);

  await lab.installation.web.stop();
  expect(witness.connected).toBe(true);
  await lab.installation.web.start();

  await terminal.shows(/^all=done/m);
  const rows = [...terminal.text().matchAll(/^row (\d+)\.\r$/gm)].map((match) => Number(match[1]));
  expect(rows).toEqual(Array.from({ length: 1500 }, (_, index) => index + 1));
  expect(terminal.faults).toEqual([]);
  terminal.type("echo again=$$\r");
  expect((await terminal.shows(/^again=(\d+)/m))[1]).toBe(shell);

  const { instances } = await snapshot();
  expect(instances.find((one) => one.name === ticker)).toMatchObject({ state: "running", run: { id: run } });
  expect(changes.filter((view) => view.name === ticker && view.state !== "running")).toEqual([]);
  await page.value("instance:kill", { name: ticker });
  const lines = wholeLines(await readRunLog(page, run));
  expect(lines).toEqual(numberedLines(lines.length));
});
