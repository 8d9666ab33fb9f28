import type { BareDocker } from "./bare-docker";
import { type Line, openTerminalLine, shows } from "./line";
import { type Measure, median, timed, verdict } from "./sample";
import { host, type Scene } from "./scene";
import { withTtyd } from "./ttyd";

const rounds = 5;
/** seq prints about 25 MB, long enough for the start not to count. */
const command = "seq 1 3300000; echo all''done\r";
const megabytes = 25.3;
/** From the issue. */
const allowed = 0.7;

/** A flood of output through the web origin, against a bare exec stream (and a ttyd) that prints the same. */
export async function measurePouring(scene: Scene, bare: BareDocker): Promise<Measure[]> {
  const terminal = await openTerminalLine(scene.page, { kind: "instance", name: host });
  const stream = await bare.shell();
  const times = { ours: [] as number[], floor: [] as number[], ttyd: [] as number[] };
  await withTtyd(bare.container, async (ttyd) => {
    const other = await ttyd?.open();
    for (let round = 0; round < rounds; round += 1) {
      times.floor.push(await pour(stream));
      times.ours.push(await pour(terminal));
      if (other !== undefined) times.ttyd.push(await pour(other));
    }
  });
  await terminal.close();
  const ratio = median(times.floor) / median(times.ours);
  const floors = [`${speed(times.floor)} exec stream`];
  if (times.ttyd.length > 0) floors.push(`${speed(times.ttyd)} ttyd`);
  return [
    {
      name: "Terminal output, through the web origin",
      ours: speed(times.ours),
      floor: floors.join("; "),
      target: `≥ ${allowed} × exec (is ${ratio.toFixed(2)} ×)`,
      verdict: verdict(ratio >= allowed),
    },
  ];
}

function speed(times: readonly number[]): string {
  return `${(megabytes / (median(times) / 1000)).toFixed(0)} MB/s`;
}

function pour(line: Line): Promise<number> {
  return timed(async () => {
    const poured = shows(line, /alldone/);
    line.write(command);
    await poured;
  });
}
