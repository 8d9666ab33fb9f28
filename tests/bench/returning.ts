import { readTerminal } from "../support/terminal-reader";
import { type Measure, milliseconds, verdict } from "./sample";
import { host, type Scene } from "./scene";

const kills = 10;
/** How often it is tried whether the terminal answers again. */
const keyEveryMs = 20;
/** From the issue. */
const allowedMs = 5000;

/** From kill -9 of a process until its terminal echoes again: the restart, the page's way back and the terminal's. */
export async function measureReturning({ installation, page }: Scene): Promise<Measure[]> {
  const services = [
    { name: "workspace server", service: installation.server },
    { name: "web app", service: installation.web },
  ];
  const { id } = await page.value("terminal:open", { target: { kind: "instance", name: host }, cols: 80, rows: 24 });
  const terminal = await readTerminal(page, id);
  await terminal.shows(/\$ $/);
  const measures: Measure[] = [];
  for (const { name, service } of services) {
    const times: number[] = [];
    for (let kill = 0; kill < kills; kill += 1) {
      const began = performance.now();
      await service.stop("SIGKILL");
      const known = terminal.length;
      const started = service.start();
      const keys = setInterval(() => {
        if (page.connected) terminal.type("x");
      }, keyEveryMs);
      await terminal.grows(known);
      times.push(performance.now() - began);
      clearInterval(keys);
      await started;
      terminal.type("\u0015");
    }
    measures.push({
      name: `Terminal echoes again after kill -9 of the ${name}: the worst of ${kills}`,
      ours: milliseconds(Math.max(...times)),
      floor: "",
      target: `≤ ${allowedMs / 1000} s`,
      verdict: verdict(Math.max(...times) <= allowedMs),
    });
  }
  await page.value("terminal:close", { id });
  return measures;
}
