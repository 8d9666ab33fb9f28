import type { BareDocker } from "./bare-docker";
import { echoTimes, openTerminalLine } from "./line";
import { type Measure, median, milliseconds, verdict } from "./sample";
import { host, type Scene } from "./scene";

/** Keys in a row on one side before the other has its turn, and how often. */
const burst = 20;
const turns = 12;
/** Keys before, so that neither side is measured while its code is being compiled. */
const warmUp = 300;
/** From the issue. */
const allowedMs = 1;

/** A key until its echo: over the web origin, the workspace server and the keeper, against a bare exec stream. */
export async function measureTyping({ page }: Scene, bare: BareDocker): Promise<Measure[]> {
  const terminal = await openTerminalLine(page, { kind: "instance", name: host });
  const stream = await bare.shell();
  for (const line of [stream, terminal]) await echoTimes(line, warmUp);
  const ours: number[] = [];
  const floor: number[] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    floor.push(...(await echoTimes(stream, burst)));
    ours.push(...(await echoTimes(terminal, burst)));
  }
  await terminal.close();
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
