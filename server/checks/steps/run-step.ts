import { createLineMatch } from "#server/checks/line-match";
import { createPrinted } from "#server/checks/printed";
import type { Scene } from "#server/checks/scene";
import { evidence, StepFailed } from "#server/checks/step-outcome";
import { KeeperError } from "#server/keeper/keeper-error";
import type { ProgramResult } from "#server/keeper/program-run";
import type { RunAction } from "#shared/checks/check";
import type { CheckEvidence } from "#shared/checks/views";

/** What a check's command prints is for reading. */
const MAXIMUM_OUTPUT = 64 * 1024;

/** Runs a command inside an instance, as its student; what it prints is the evidence. */
export async function performRun(scene: Scene, action: RunAction, deadline: number): Promise<CheckEvidence[]> {
  const instance = scene.instance(action.at);
  const machine = await scene.machines.open(instance.key);
  const [link, base] = await Promise.all([machine.link(), scene.environment.of(machine)]);
  const input = await inputOf(scene, action);
  const result = await link
    .run({
      argv: action.command,
      env: { ...base, ...instance.service.environment },
      cwd: instance.service.workingDir,
      timeoutMs: Math.max(500, deadline - performance.now()),
      maxBytes: MAXIMUM_OUTPUT,
      abort: scene.signal,
      ...(input === undefined ? {} : { input }),
    })
    .catch((error: unknown) => {
      if (error instanceof KeeperError && (error.code === "ENOENT" || error.code === "EACCES"))
        throw new StepFailed([evidence(`There is no program “${action.command[0]}” on ${instance.name}.`)]);
      throw error;
    });
  scene.signal.throwIfAborted();
  const lines = linesOf(result);
  const wrong = wrongWith(scene, action, result, lines);
  const found = evidence(wrong ?? `It ended with exit code ${action.code}.`, lines, { instance: instance.name });
  if (wrong === null) return [found];
  throw new StepFailed([found], [wrong, ...lines]);
}

async function inputOf(scene: Scene, { logOf }: RunAction): Promise<Buffer | undefined> {
  if (logOf === null) return undefined;
  const instance = scene.instance(logOf);
  const run = scene.runOf(instance);
  if (run === undefined) return Buffer.alloc(0);
  const printed = createPrinted(scene, instance, run);
  const { fresh } = await printed.read();
  return Buffer.from(fresh.map((line) => `${line}\n`).join(""));
}

function linesOf({ stdout, stderr }: ProgramResult): string[] {
  return `${stdout.toString("utf8")}${stderr.toString("utf8")}`.split(/\r?\n/).filter((line) => line !== "");
}

function wrongWith(scene: Scene, action: RunAction, result: ProgramResult, lines: readonly string[]): string | null {
  if (result.timedOut) return "It did not end in time.";
  if (result.code !== action.code)
    return result.code === null ? "It was ended by a signal." : `It ended with exit code ${result.code}.`;
  if (action.output !== null && !lines.some(createLineMatch(action.output, scene.addressOf)))
    return "What it should print did not come.";
  return null;
}
