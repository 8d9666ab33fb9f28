import path from "node:path";
import { type BuildTold, followBuild, sayInBuild } from "#server/builds/build-output";
import type { BuildChange } from "#server/builds/build-record";
import type { ActiveBuild, BuildRunner } from "#server/builds/build-runner";
import { isComposed } from "#server/compositions/effective-experiment";
import type { BuiltImage, Plan } from "#server/compositions/plan-record";
import { type NeededImage, readSources } from "#server/compositions/sources";
import type { Disks } from "#server/disks/disks";
import type { Engine } from "#server/engine/engine";
import type { Files } from "#server/files/files";
import {
  buildImage,
  cacheFolder,
  cleanCache,
  cleanPlaces,
  type MadeImage,
  StepFailure,
} from "#server/images/image-builder";
import { createBuildFolder } from "#server/images/image-files";
import type { ImageTree } from "#server/images/image-tree";
import type { Pins } from "#server/images/pins";
import type { MachineEnvironment } from "#server/instances/machine-environment";
import { KeeperError } from "#server/keeper/keeper-error";
import type { LogStore } from "#server/logs/log-store";
import type { Asides } from "#server/machines/asides";
import { workspaceLabels } from "#server/machines/machine-labels";
import type { MachineSpec } from "#server/machines/machine-spec";
import type { Pages } from "#server/sockets/hub";
import { placeRoot } from "#shared/dockerfile/image-place";
import type { RunStep } from "#shared/dockerfile/image-plan";
import { UserError } from "#shared/failures";
import type { BuildId } from "#shared/ids";
import type { Diagnostic } from "#shared/views";

interface ComposedRunnerParts {
  /** Runs the toolchain's command. */
  readonly inner: BuildRunner;
  readonly engine: Pick<Engine, "imageId" | "assembleImage" | "labelledImages">;
  readonly installation: string;
  readonly files: Pick<Files, "read" | "sourceHash">;
  readonly disks: Pick<Disks, "assertMounted">;
  readonly asides: Asides;
  readonly pins: Pick<Pins, "imageFor">;
  readonly environment: MachineEnvironment;
  readonly logs: LogStore;
  readonly pages: Pick<Pages, "of">;
}

/** A runner that builds images too, and hands out what a build has made ready to be brought up. */
export interface ComposedRunner extends BuildRunner {
  /** What a succeeded build of this server made; handed out once. */
  take(build: BuildId): Plan | undefined;
}

/** What a step of an image may use: a compiler fits, and the class has to build too. */
const stepLimits = { memoryBytes: 1024 * 1024 * 1024, cpus: 1, pids: 256 };
const ringBytes = 4 * 1024 * 1024;

/** Builds the images of a workspace beside what its toolchain makes. */
export function createComposedRunner(parts: ComposedRunnerParts): ComposedRunner {
  const { inner, engine, installation, files, disks, asides, environment, logs, pages, pins } = parts;
  const made = new Map<BuildId, Plan>();

  async function run(build: ActiveBuild): Promise<BuildChange> {
    const { written } = build.workspace;
    if (!isComposed(written)) return inner.run(build);
    let change: BuildChange = { state: "succeeded", exitCode: 0, diagnostics: [] };
    if (written.build.command !== "") change = await inner.run(build);
    else await build.change({ startedAt: Date.now(), sourceHash: await files.sourceHash(build.workspace.id) });
    if (change.state !== "succeeded") return change;
    const seconds = written.images?.timeoutSeconds ?? written.build.timeoutSeconds;
    const timer = setTimeout(() => inner.stop(build, "timed-out"), seconds * 1000);
    try {
      return { ...change, ...(await compose(build)), endedAt: Date.now() };
    } catch (error) {
      if (build.stopped !== "timed-out") throw error;
      const stage = `The images were not ready within ${seconds} seconds, the experiment's limit.`;
      return { state: "timed-out", diagnostics: [], stage, endedAt: Date.now() };
    } finally {
      clearTimeout(timer);
    }
  }

  async function compose(build: ActiveBuild): Promise<BuildChange> {
    const { workspace } = build;
    build.say("Reading what the files say");
    build.writer ??= await logs.open(workspace.id, build.record.id);
    const told: BuildTold = { workspace: workspace.id, id: build.record.id, writer: build.writer, pages };
    const sources = await readSources(files, workspace.id, workspace.written);
    if (sources.problems.length > 0) {
      for (const { file, line, message } of sources.problems) sayInBuild(told, `${file}:${line}: ${message}\n`);
      return { state: "failed", exitCode: undefined, diagnostics: [...sources.problems] };
    }
    await cleanPlaces(path.join((await disks.assertMounted(workspace.id)).root, "images"));
    const images: Record<string, BuiltImage> = {};
    const kept = new Set<string>();
    for (const needed of sources.images) {
      const result = await makeImage(build, told, needed);
      if ("diagnostic" in result) return { state: "failed", exitCode: 1, diagnostics: [result.diagnostic] };
      for (const key of result.kept) kept.add(key);
      const config = needed.plan.stages.at(-1)?.config;
      if (config === undefined) throw new Error("a plan without a stage");
      const { entrypoint, command, workingDir, stopSignal, ports } = config;
      images[needed.service] = {
        id: result.id,
        entrypoint: entrypoint === null ? null : [...entrypoint],
        command: command === null ? null : [...command],
        ...{ workingDir, stopSignal, ports: [...ports] },
      };
    }
    await cleanCache(await cacheOf(build), kept);
    made.clear();
    made.set(build.record.id, { compose: sources.compose, images });
    return { state: "succeeded", exitCode: 0, diagnostics: [] };
  }

  async function makeImage(
    build: ActiveBuild,
    told: BuildTold,
    needed: NeededImage,
  ): Promise<MadeImage | { diagnostic: Diagnostic }> {
    const { root, files: folder } = await disks.assertMounted(build.workspace.id);
    build.say(`Building the image of ${needed.service}`);
    sayInBuild(told, `[${needed.service}] ${needed.file}\n`);
    try {
      const { versionId } = build.workspace;
      const pinned = { ...engine, imageId: (name: string) => pins.imageFor(versionId, name) };
      return await buildImage(pinned, {
        plan: needed.plan,
        folder: createBuildFolder(folder, needed.source.context),
        labels: workspaceLabels(installation, build.workspace.id),
        place: path.join(root, "images", build.record.id),
        cache: await cacheOf(build),
        signal: build.abort.signal,
        say: (line) => sayInBuild(told, `${line}\n`),
        run: (step, image, tree) => runStep(build, told, step, image, tree),
      });
    } catch (error) {
      if (error instanceof UserError && error.code === "limit") sayInBuild(told, `${error.message}\n`);
      if (!(error instanceof StepFailure)) throw error;
      sayInBuild(told, `${needed.file}:${error.line}: ${error.sentence}\n`);
      const place = { file: needed.file, line: error.line, column: 1 };
      return { diagnostic: { ...place, severity: "error", message: error.sentence, source: "Dockerfile" } };
    }
  }

  async function cacheOf(build: ActiveBuild): Promise<string> {
    return path.join((await disks.assertMounted(build.workspace.id)).root, "images", cacheFolder);
  }

  /** A `RUN` on a machine like any instance's: its own folders are on the workspace's disk, and there is no network. */
  async function runStep(
    build: ActiveBuild,
    told: BuildTold,
    step: RunStep,
    image: string,
    tree: ImageTree,
  ): Promise<number> {
    const roots = [
      ...new Set(
        (await tree.list())
          .map(({ path: one }) => `/${one}`)
          .filter(isPlace)
          .map(placeRoot),
      ),
    ];
    const spec: MachineSpec = {
      image,
      hostname: "build",
      networks: [],
      hosts: [],
      ...stepLimits,
      mounts: roots.map((target) => ({ source: path.join(tree.root, target), target, writable: true })),
      scratch: [],
      env: {},
      cwd: "/",
    };
    return asides.using({ workspace: build.workspace.id, task: "image", spec }, async (machine) => {
      build.abort.signal.throwIfAborted();
      const [link, base] = await Promise.all([machine.link(), environment.of(machine)]);
      const begin = told.writer.end;
      const session = await link
        .open({
          kind: "pipes",
          key: build.record.id,
          argv: [...step.argv],
          cwd: step.cwd,
          env: { ...base, ...step.env },
          ringBytes,
          hold: true,
        })
        .catch((error: unknown) => {
          if (error instanceof KeeperError && (error.code === "ENOENT" || error.code === "EACCES"))
            throw new StepFailure(
              step.line,
              `There is no program “${step.argv[0]}” in the image, or no folder ${step.cwd}.`,
            );
          throw error;
        });
      build.session = session;
      session.eof().catch(() => undefined);
      try {
        const { ending } = await followBuild({ ...told, begin }, session);
        build.abort.signal.throwIfAborted();
        if (ending.by === "code") return ending.code;
        throw new StepFailure(
          step.line,
          ending.by === "signal" ? endedBy(ending.signal) : "The command was lost. Build again.",
        );
      } finally {
        build.session = undefined;
      }
    });
  }

  return {
    run,
    async adopt(build) {
      if (!isComposed(build.workspace.written)) return inner.adopt(build);
      return { state: "failed", stage: "The build was cut off when the server was restarted. Try again." };
    },
    stop: inner.stop,
    take(build) {
      const plan = made.get(build);
      made.delete(build);
      return plan;
    },
  };
}

/** Not the folders above places, such as /usr. */
function isPlace(one: string): boolean {
  return !["/usr", "/var", "/home"].includes(one);
}

function endedBy(signal: number): string {
  const sigkill = 9;
  return signal === sigkill
    ? "The command was killed, most likely because it used more than 1 GB of memory."
    : `The command was ended by signal ${signal}.`;
}
