import { type ChildProcessWithoutNullStreams, execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmod, cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { vi } from "vitest";
import type { Experiment, Service } from "#shared/experiment/experiment";
import { finalCommand } from "#shared/experiment/final-command";
import { parseExperiment } from "#shared/experiment/parse-experiment";

const run = promisify(execFile);
const experiments = path.resolve(import.meta.dirname, "../../../experiments");

/** A program in its own container, as it runs in a workspace. */
export interface RunningProgram {
  /** What it printed so far, stdout and stderr together. */
  output(): string;
  type(line: string): void;
  /** The exit code, once it has ended by itself. */
  readonly ended: Promise<number | null>;
}

/** One shipped experiment, built and run with bare Docker on a network of its own. */
export interface Lab {
  readonly experiment: Experiment;
  /** Builds `starter` or `solution` in the toolchain image; throws with the output when that fails. */
  build(tree: "starter" | "solution"): Promise<void>;
  start(name: string): RunningProgram;
  /** Runs a command inside an instance and answers its output. */
  inside(name: string, ...argv: string[]): Promise<string>;
  address(name: string): Promise<string>;
  dispose(): Promise<void>;
}

/** A lab for one of the folders in experiments/; whoever creates it disposes it. */
export async function createLab(slug: string): Promise<Lab> {
  const parsed = parseExperiment(await readFile(path.join(experiments, slug, "compose.yaml"), "utf8"));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const { experiment } = parsed;
  const id = `lab-${randomBytes(4).toString("hex")}`;
  const folder = await mkdtemp(path.join(tmpdir(), "varlab-lab-"));
  const workspace = path.join(folder, "workspace");
  const started = new Set<string>();
  await run("docker", ["network", "create", "--internal", "--label", `varlab.test=${id}`, id]);

  function serviceOf(name: string): Service {
    const service = experiment.services.find((candidate) => candidate.name === name);
    if (service === undefined) throw new Error(`no service ${name}`);
    return service;
  }

  return {
    experiment,
    async build(tree) {
      await rm(workspace, { recursive: true, force: true });
      await cp(path.join(experiments, slug, tree), workspace, { recursive: true });
      await openToAll(workspace);
      const mount = ["--network", "none", "--volume", `${workspace}:/workspace`, "--workdir", "/workspace"];
      const image = `varlab/${experiment.toolchain}`;
      await run("docker", ["run", "--rm", ...walls(id), ...mount, image, "bash", "-c", experiment.build.command]);
    },
    start(name) {
      const service = serviceOf(name);
      const plan = experiment.build.artifacts.find((artifact) => artifact.name === service.artifact);
      const place = plan?.path.endsWith(".jar") === true ? `/app/${path.basename(plan.path)}` : "/app";
      const mount = plan === undefined ? [] : ["--volume", `${path.join(workspace, plan.path)}:${place}:ro`];
      const names = [
        "--name",
        `${id}-${name}`,
        "--hostname",
        service.hostname,
        "--network-alias",
        name,
        "--network",
        id,
      ];
      const command = finalCommand(service, {}, null);
      started.add(`${id}-${name}`);
      return follow(
        spawn("docker", ["run", "--interactive", ...walls(id), ...names, ...mount, service.image, ...command]),
      );
    },
    async inside(name, ...argv) {
      return (await run("docker", ["exec", `${id}-${name}`, ...argv])).stdout;
    },
    async address(name) {
      const format = "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}";
      return (await run("docker", ["inspect", "--format", format, `${id}-${name}`])).stdout.trim();
    },
    async dispose() {
      if (started.size > 0) await run("docker", ["rm", "--force", ...started]);
      await run("docker", ["network", "rm", id]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Waits until the program has printed something that matches. */
export async function printed(program: RunningProgram, pattern: RegExp): Promise<void> {
  await vi.waitFor(
    () => {
      if (!pattern.test(program.output())) throw new Error(`${pattern} is not in:\n${program.output()}`);
    },
    { timeout: 30_000, interval: 50 },
  );
}

function follow(child: ChildProcessWithoutNullStreams): RunningProgram {
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (part: string) => {
      text += part;
    });
  }
  return {
    output: () => text,
    type: (line) => void child.stdin.write(`${line}\n`),
    ended: new Promise((resolve) => child.on("close", (code) => resolve(code))),
  };
}

/** The part of the default container profile that a program can notice. */
function walls(id: string): string[] {
  const limits = [
    "--memory",
    "512m",
    "--pids-limit",
    "256",
    "--cap-drop",
    "ALL",
    "--security-opt",
    "no-new-privileges",
  ];
  const folders = ["--read-only", "--tmpfs", "/tmp:size=64m,mode=1777", "--tmpfs", "/home/student:size=16m,mode=1777"];
  return ["--label", `varlab.test=${id}`, ...limits, ...folders];
}

/** The images' user is not the one who runs the tests. */
async function openToAll(folder: string): Promise<void> {
  await run("chmod", ["-R", "a+rwX", folder]);
  await chmod(path.dirname(folder), 0o755);
}
