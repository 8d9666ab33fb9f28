import type { BareDocker } from "./bare-docker";
import { interleaved, type Measure, median, milliseconds, timed, verdict } from "./sample";
import { firstLine, probe, type Scene } from "./scene";

const rounds = 9;
/** From the issue: what the whole way to the first line may cost above what the engine itself needs. */
const allowed = 1.3;

/** An instance from the click to its first line, its container made anew each time, against create and start alone. */
export async function measureStarting(scene: Scene, bare: BareDocker): Promise<Measure[]> {
  const { page } = scene;

  async function start(): Promise<number> {
    const line = new Promise<void>((resolve) => {
      const end = page.on("console:output", ({ name, chunks }) => {
        if (name !== probe || !chunks.some(({ bytes }) => Buffer.from(bytes).includes(firstLine))) return;
        end();
        resolve();
      });
    });
    return timed(async () => {
      const started = page.value("instance:start", { name: probe });
      const failed = started.then(({ state, note }) => {
        if (state === "failed") throw new Error(`The instance did not start: ${note}`);
        return line;
      });
      await Promise.race([line, failed]);
    });
  }

  const cold = await interleaved(
    rounds,
    async () => {
      await page.value("instance:reset", { name: probe });
      return start();
    },
    () => bare.createAndStart(["/bin/bash", "-c", `echo ${firstLine}; sleep 100000`]),
  );
  const again: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await page.value("instance:kill", { name: probe });
    again.push(await start());
  }
  const ratio = cold.ours / cold.floor;
  return [
    {
      name: "Instance start, click to first line",
      ours: milliseconds(cold.ours),
      floor: `${milliseconds(cold.floor)} create + start`,
      target: `≤ ${allowed} × (is ${ratio.toFixed(2)} ×)`,
      verdict: verdict(ratio <= allowed),
    },
    {
      name: "Start again on the same instance",
      ours: milliseconds(median(again)),
      floor: "",
      target: "",
      verdict: "for information",
    },
  ];
}
