import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { containerOf } from "../docker/instances/live-server";
import { findLeftovers } from "../support/leftovers";
import type { Service } from "../support/service";
import { readTerminal } from "../support/terminal-reader";
import { ticker, withInstallation } from "./living-lab";
import { startTyping } from "./typist";

const kills = 20;
/** Until a terminal must be usable again on a busy machine; how soon it is on a quiet one is measured by `varlab bench return`. */
const usable = { timeout: 20_000, interval: 10 };

const lab = withInstallation();
const services: readonly [string, () => Service][] = [
  ["workspace server", () => lab.installation.server],
  ["web app", () => lab.installation.web],
];

for (const [name, service] of services) {
  test(`terminals live through ${kills} kills of the ${name}, in the middle of typing and of output`, async () => {
    const { workspace, page, terminal: printing, snapshot } = await lab.scene();
    const target = { kind: "instance", name: ticker } as const;
    const { id } = await page.value("terminal:open", { target, cols: 80, rows: 24 });
    const typed = await readTerminal(page, id);
    const typist = await startTyping(page, typed);
    printing.type("stty -echo; echo shell=$$; n=0; while :; do n=$((n+1)); echo row $n.; sleep 0.004; done\r");
    await printing.shows(/row 50\./);
    const before = await findLeftovers(lab.installation.id, lab.installation.data);

    for (let kill = 0; kill < kills; kill += 1) {
      const said = typist.heard;
      await expect.poll(() => typist.heard, { timeout: 20_000 }).toBeGreaterThan(said + 5);
      await service().stop("SIGKILL");
      const known = typist.last;
      const rows = printing.length;
      await service().start();
      // Usable: what was typed after the kill is said back, and new output comes.
      await expect.poll(() => typist.heard > known, usable).toBe(true);
      await expect.poll(() => printing.length > rows, usable).toBe(true);
    }
    typist.stop();
    printing.type("\u0003echo again=$$\r");
    const shell = /shell=(\d+)/.exec(printing.text())?.[1];
    expect((await printing.shows(/^again=(\d+)/m))[1]).toBe(shell);

    const rows = [...printing.text().matchAll(/^row (\d+)\.\r$/gm)].map((match) => Number(match[1]));
    expect(rows.findIndex((row, index) => row !== index + 1)).toBe(-1);
    // Of what was on its way when the server died a word may be missing; none comes twice or out of order.
    const words = typist.saidBack();
    expect(words.findIndex((word, index) => index > 0 && word <= (words[index - 1] ?? 0))).toBe(-1);
    expect([...printing.faults, ...typed.faults]).toEqual([]);
    expect((await snapshot()).terminals).toMatchObject([{ state: "open" }, { state: "open" }]);

    // Nothing of the killed servers is left: as many containers as before, and one link into each.
    const after = await findLeftovers(lab.installation.id, lab.installation.data);
    expect(after.containers.toSorted()).toEqual(before.containers.toSorted());
    expect(after.networks).toEqual(before.networks);
    expect(linksInto(containerOf(workspace, ticker))).toBe(1);
  }, 240_000);
}

function linksInto(container: string): number {
  const processes = execFileSync("docker", ["top", container, "-o", "pid,args"], { encoding: "utf8" });
  return processes.split("\n").filter((line) => /keeper link/.test(line)).length;
}
