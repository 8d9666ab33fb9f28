// Measures the promises of the product against bare Docker in the same run and prints each with its target.
// usage: tsx tests/bench/main.ts [start|deploy|keystroke|output|floods|many|page|class|return]...
// Ends with 1 when a target is missed.
import { constants, cpus, loadavg, release } from "node:os";
import { type BareDocker, createBareDocker } from "./bare-docker";
import { measureClassPage } from "./class-page";
import { measureDeploying } from "./deploying";
import { measureFlooding, measureManyTerminals } from "./flooding";
import { measurePageOpening } from "./page-opening";
import { measurePouring } from "./pouring";
import { measureReturning } from "./returning";
import type { Measure } from "./sample";
import { createScene, host, type Scene } from "./scene";
import { measureStarting } from "./starting";
import { measureTyping } from "./typing";

const parts: Readonly<Record<string, (scene: Scene, bare: BareDocker) => Promise<Measure[]>>> = {
  start: measureStarting,
  deploy: measureDeploying,
  keystroke: measureTyping,
  output: measurePouring,
  floods: measureFlooding,
  many: measureManyTerminals,
  page: measurePageOpening,
  class: measureClassPage,
  return: measureReturning,
};

async function main(names: readonly string[]): Promise<void> {
  const unknown = names.filter((name) => !(name in parts));
  if (unknown.length > 0)
    throw new Error(`Unknown: ${unknown.join(", ")}. There are: ${Object.keys(parts).join(", ")}.`);
  const [load = 0] = loadavg();
  console.log(`Linux ${release()}, ${cpus().length} processors, load ${load.toFixed(1)} before the measurement`);
  const measures: Measure[] = [];
  const opening = createScene();
  const ended = cleanUpOnSignals(async () => (await opening).dispose());
  try {
    const scene = await opening;
    const bare = await createBareDocker(scene.containerOf(host));
    ended.first(() => bare.dispose());
    for (const [name, measure] of Object.entries(parts)) {
      if (names.length > 0 && !names.includes(name)) continue;
      console.log(`measuring: ${name}`);
      measures.push(...(await measure(scene, bare)));
    }
  } finally {
    await ended.cleanUp();
  }
  console.log(table(measures));
  const missed = measures.filter((measure) => measure.verdict === "missed").length;
  console.log(missed === 0 ? "Every target is kept." : `Missed targets: ${missed}.`);
  process.exitCode = missed === 0 ? 0 : 1;
}

/** Cleans up once, in the end or when the measurement is told to end; what is being made then is waited for. */
function cleanUpOnSignals(last: () => Promise<void>) {
  const steps = [last];
  let done: Promise<void> | undefined;

  async function run(): Promise<void> {
    // Whatever fails to go must not keep the rest.
    for (const step of steps) await step().catch((error: unknown) => console.error(error));
  }

  function cleanUp(): Promise<void> {
    done ??= run();
    return done;
  }

  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(name, () => {
      console.log("Ending: what was made is removed.");
      void cleanUp().finally(() => process.exit(128 + constants.signals[name]));
    });
  }
  return { cleanUp, first: (step: () => Promise<void>) => void steps.unshift(step) };
}

function table(measures: readonly Measure[]): string {
  const head = ["What", "Varlab", "Bare", "Target", ""];
  const rows = measures.map(({ name, ours, floor, target, verdict }) => [name, ours, floor, target, verdict]);
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  return ["", line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line), ""].join("\n");
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
