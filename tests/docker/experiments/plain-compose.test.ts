import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmod, cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterEach, describe, expect, test, vi } from "vitest";
import { parseExperiment } from "#shared/experiment/parse-experiment";

const run = promisify(execFile);
const experiments = path.resolve(import.meta.dirname, "../../../experiments");

/** An experiment's folder, built, brought up by Compose itself. */
interface Project {
  compose(...argv: string[]): Promise<string>;
  prints(service: string, pattern: RegExp): Promise<void>;
  end(): Promise<void>;
}

let project: Project;
afterEach(() => project.end());

/** Copies the folder with the solution in the starter's place, builds it as the task sheet says, and brings it up. */
async function bringUp(slug: string): Promise<Project> {
  const name = `plain-${randomBytes(4).toString("hex")}`;
  const folder = await mkdtemp(path.join(tmpdir(), "varlab-plain-"));
  const starter = path.join(folder, "starter");
  const source = await readFile(path.join(experiments, slug, "compose.yaml"), "utf8");
  const parsed = parseExperiment(source);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const { toolchain, build } = parsed.experiment;
  await cp(path.join(experiments, slug, "compose.yaml"), path.join(folder, "compose.yaml"));
  await cp(path.join(experiments, slug, "solution"), starter, { recursive: true });
  // Its Compose file builds the solution; the public image is not on this machine, what stands for it is.
  if (parsed.experiment.studentCompose) {
    await cp(path.join(experiments, slug, "solution"), path.join(folder, "solution"), { recursive: true });
    for (const service of ["service1", "service2"]) {
      const file = path.join(folder, "solution", service, "Dockerfile");
      await writeFile(file, (await readFile(file, "utf8")).replace("node:22-alpine", "varlab/node-run"));
    }
  }
  // The images' user is not the one who runs the tests.
  await run("chmod", ["-R", "a+rwX", folder]);
  await chmod(folder, 0o755);
  if (build.command !== "") await buildIn(starter, toolchain, build.command);
  const files = [
    ...["--project-name", name, "--project-directory", folder],
    ...["--file", path.join(folder, "compose.yaml")],
  ];
  const compose = async (...argv: string[]) => (await run("docker-compose", [...files, ...argv])).stdout;
  const started: Project = {
    compose,
    prints: (service, pattern) =>
      vi.waitFor(async () => expect(await compose("logs", "--no-color", service)).toMatch(pattern), {
        timeout: 60_000,
        interval: 250,
      }),
    async end() {
      await compose("down", "--volumes", "--rmi", "local", "--timeout", "1");
      await rm(folder, { recursive: true, force: true });
    },
  };
  project = started;
  await compose("up", "--detach");
  return started;
}

/** Runs the build command as the task sheet says. */
async function buildIn(starter: string, toolchain: string, command: string): Promise<void> {
  const mount = ["--network", "none", "--volume", `${starter}:/workspace`, "--workdir", "/workspace"];
  await run("docker", ["run", "--rm", ...mount, `varlab/${toolchain}`, "bash", "-c", command]);
}

describe("plain Compose runs", () => {
  test("RMI chat", async () => {
    const { prints } = await bringUp("rmi-chat");
    await prints("server", /Server was started on port 1099\./);
    for (const name of ["Anton", "Berta", "Clarissa"]) {
      await prints(name.toLowerCase(), new RegExp(`Welcome to the chat, ${name}\\.`));
      await prints("server", new RegExp(`${name} joins from`));
    }
  });

  test("Hello relay, on a port of this machine", async () => {
    const { compose, prints } = await bringUp("hello-relay");
    await prints("service1", /listens on/);
    await prints("service2", /listens on/);
    const port = (await compose("port", "service1", "8001")).trim().split(":").at(-1);
    const answer = await fetch(`http://127.0.0.1:${port}/`);
    expect(answer.status).toBe(200);
    expect((await answer.text()).trim().split("\n")).toEqual([
      expect.stringMatching(/^Service 1 was asked by [\d.]+:\d+$/),
      expect.stringMatching(/^Service 1 answers from [\d.]+:8001$/),
      expect.stringMatching(/^Service 2 was asked by [\d.]+:\d+$/),
      expect.stringMatching(/^Service 2 answers from [\d.]+:8002$/),
    ]);
    expect((await compose("port", "service2", "8002").catch(() => "")).trim()).toBe("");
  });

  test("Hello relay in containers, whose images it builds itself", async () => {
    const { compose, prints } = await bringUp("hello-relay-images");
    await prints("service1", /listens on/);
    const port = (await compose("port", "service1", "8001")).trim().split(":").at(-1);
    expect((await (await fetch(`http://127.0.0.1:${port}/`)).text()).trim().split("\n")).toHaveLength(4);
    expect((await compose("port", "service2", "8002").catch(() => "")).trim()).toBe("");
  });

  test("Sensor bus", async () => {
    const { prints } = await bringUp("sensor-bus");
    await prints("sensor-a", /./);
    await prints("collector", /sensor-[ab]: \S+ \| last 5: \S+ \| all: \S+/);
  });
});
