import { constants } from "node:os";
import type { Artifacts } from "#server/artifacts/artifacts";
import { describeEnding, type Stopped } from "#server/builds/build-ending";
import { followBuild } from "#server/builds/build-output";
import { type BuildChange, type BuildRecord, buildKeyPrefix } from "#server/builds/build-record";
import type { Files } from "#server/files/files";
import { countMemoryKills, type MachineEnvironment } from "#server/instances/machine-environment";
import type { KeeperLink } from "#server/keeper/link";
import type { KeeperExit } from "#server/keeper/protocol";
import type { KeeperSession } from "#server/keeper/session";
import type { LogStore } from "#server/logs/log-store";
import type { LogWriter } from "#server/logs/log-writer";
import type { MachineKey, Machines } from "#server/machines/machine";
import { keyText } from "#server/machines/machine-labels";
import type { Pages } from "#server/sockets/hub";
import type { Workspace } from "#server/workspaces/workspace";
import { parseDiagnostics } from "#shared/experiment/diagnostics";
import { UserError } from "#shared/failures";

/** A build on its way; `say` shows a stage, `stopped` is why it was told to end. */
export interface ActiveBuild {
  record: BuildRecord;
  readonly workspace: Workspace;
  readonly abort: AbortController;
  stopped: Stopped;
  session: KeeperSession | undefined;
  writer: LogWriter | undefined;
  say(stage: string | undefined): void;
  change(change: BuildChange): Promise<void>;
}

/** Runs one build in the workspace's toolchain machine. */
export interface BuildRunner {
  /** From opening the machine to the recorded end. Throws what kept the command from running. */
  run(build: ActiveBuild): Promise<BuildChange>;
  /** Takes up the program of a build that an earlier server started. */
  adopt(build: ActiveBuild): Promise<BuildChange>;
  /** Tells the build's program to end, and makes it end. */
  stop(build: ActiveBuild, why: Exclude<Stopped, undefined>): void;
}

interface BuildRunnerParts {
  readonly machines: Machines;
  readonly environment: MachineEnvironment;
  readonly files: Pick<Files, "sourceHash">;
  readonly artifacts: Pick<Artifacts, "collect">;
  readonly logs: LogStore;
  readonly pages: Pick<Pages, "of">;
}

/** History in the keeper while this server is away: what a build prints in some minutes. */
const ringBytes = 4 * 1024 * 1024;
/** Between asking a build to end and making it. */
const graceMs = 3000;
/** Builds give way to terminals and running programs. */
const buildNice = 5;
/** Messages of compilers stand in the first part of an output; parseDiagnostics looks at no more. */
const diagnosedBytes = 2 * 1024 * 1024;
/** Colours as in a terminal, for tools that would leave them out because a pipe is none. */
const colours = { TERM: "xterm-256color", CLICOLOR_FORCE: "1", FORCE_COLOR: "1", PYTHONUNBUFFERED: "1" };

interface Found {
  readonly session: KeeperSession;
  readonly link: KeeperLink;
}

/** Thrown into a build that was told to end while it waited for something. */
export class BuildStopped extends Error {}

/** The runner of this server. */
export function createBuildRunner(parts: BuildRunnerParts): BuildRunner {
  const { machines, environment, files, artifacts, logs, pages } = parts;

  async function run(build: ActiveBuild): Promise<BuildChange> {
    build.say("Opening the toolchain");
    const key = keyOf(build);
    const [machine, sourceHash] = await untilStopped(
      build,
      Promise.all([machines.open(key, (stage) => build.say(stage)), files.sourceHash(build.workspace.id)]),
    );
    const link = await untilStopped(build, machine.link());
    await closeLeftOver(link);
    const [base, kills] = await Promise.all([environment.of(machine), countMemoryKills(link).catch(() => undefined)]);
    await build.change({ startedAt: Date.now(), sourceHash });
    if (build.stopped !== undefined) throw new BuildStopped();
    const session = await link.open({
      kind: "pipes",
      key: build.record.id,
      argv: ["bash", "-c", build.record.command],
      cwd: "/workspace",
      env: { ...base, ...colours },
      ringBytes,
      nice: buildNice,
      hold: true,
    });
    // Nobody can type into a build: what asks gets the end of its input instead of waiting for ever.
    session.eof().catch(() => undefined);
    return follow(build, session, link, kills);
  }

  async function adopt(build: ActiveBuild): Promise<BuildChange> {
    const found = await findSession(build);
    if (found === undefined)
      return { state: "failed", stage: "The build was cut off when the server was restarted. Build again." };
    return follow(build, found.session, found.link, undefined);
  }

  async function follow(
    build: ActiveBuild,
    session: KeeperSession,
    link: KeeperLink,
    kills: number | undefined,
  ): Promise<BuildChange> {
    build.session = session;
    build.say(undefined);
    // What ended while no server looked was in time, however late that is found.
    const timer = session.info.alive ? setTimeout(() => stop(build, "timed-out"), remainingMs(build)) : undefined;
    if (build.stopped !== undefined) end(session);
    try {
      build.writer ??= await logs.open(build.workspace.id, build.record.id);
      const { writer } = build;
      const followed = { workspace: build.workspace.id, id: build.record.id, writer, pages };
      const exit = await followBuild(followed, session).catch(() => undefined);
      if (exit === undefined) return await followAgain(build, kills);
      const after = kills === undefined ? undefined : await countMemoryKills(link).catch(() => undefined);
      const change = await conclude(build, exit, after !== undefined && kills !== undefined && after > kills);
      // Ends what the command left running and gives its place in the keeper back.
      await session.close().catch(() => undefined);
      return change;
    } finally {
      clearTimeout(timer);
    }
  }

  /** The link broke: the program runs on, and is taken up again while its machine is there. */
  async function followAgain(build: ActiveBuild, kills: number | undefined): Promise<BuildChange> {
    const found = await findAgain(build);
    if (found !== undefined) return follow(build, found.session, found.link, kills);
    const isThere = machines.peek(keyOf(build)) !== undefined;
    return {
      state: "failed",
      stage: `The toolchain ${isThere ? "lost this build" : "ended while it built"}. Build again.`,
    };
  }

  /** The build's session as soon as a link stands; undefined as soon as the machine is lost, or when the build's time is over. */
  function findAgain(build: ActiveBuild): Promise<Found | undefined> {
    const wanted = keyText(keyOf(build));
    return new Promise((resolve) => {
      const done = (found: Found | undefined) => {
        unwatch();
        clearTimeout(timer);
        resolve(found);
      };
      // A link that cannot be made now is tried again by its machine, which tells when it stands.
      const look = () => void findSession(build).then(done, () => undefined);
      const unwatch = machines.watch((key, change) => {
        if (keyText(key) !== wanted) return;
        if (change === "lost" || change === "off") done(undefined);
        if (change === "linked") look();
      });
      const timer = setTimeout(() => done(undefined), remainingMs(build) + graceMs);
      look();
    });
  }

  async function conclude(build: ActiveBuild, exit: KeeperExit, outOfMemory: boolean): Promise<BuildChange> {
    const { build: plan, toolchain } = build.workspace.experiment;
    const diagnostics = parseDiagnostics(toolchain, await textOf(build));
    const ending = describeEnding(exit.ending, build.stopped, plan.timeoutSeconds, outOfMemory);
    const endedAt = Date.now();
    if (ending !== null) return { ...ending, diagnostics, endedAt };
    if (plan.artifacts.length > 0) build.say("Collecting what was built");
    try {
      await artifacts.collect(build.workspace.id, build.record.id, plan.artifacts);
      return { state: "succeeded", exitCode: 0, diagnostics, endedAt };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return { state: "failed", exitCode: 0, diagnostics, endedAt, stage: error.message };
    }
  }

  async function textOf(build: ActiveBuild): Promise<string> {
    const page = await logs.read(build.workspace.id, build.record.id, 0, diagnosedBytes);
    return Buffer.concat(page.chunks.map((chunk) => chunk.bytes)).toString("utf8");
  }

  async function findSession(build: ActiveBuild): Promise<Found | undefined> {
    const machine = machines.peek(keyOf(build));
    if (machine === undefined) return undefined;
    const link = await machine.link();
    const info = (await link.list()).find((one) => one.key === build.record.id);
    return info === undefined ? undefined : { session: link.adopt(info), link };
  }

  function stop(build: ActiveBuild, why: Exclude<Stopped, undefined>): void {
    if (build.stopped !== undefined) return;
    build.stopped = why;
    build.say(why === "cancelled" ? "Cancelling" : "Ending, because it takes too long");
    build.abort.abort(new BuildStopped());
    if (build.session !== undefined) end(build.session);
  }

  return { run, adopt, stop };
}

/** Asks all processes of a build to end, and ends those that do not. */
function end(session: KeeperSession): void {
  session.signal(constants.signals.SIGTERM, "session");
  const timer = setTimeout(() => session.signal(constants.signals.SIGKILL, "session"), graceMs);
  session.exited.then(
    () => clearTimeout(timer),
    () => clearTimeout(timer),
  );
}

/** What an earlier server left, which nobody waits for: one build at a time. */
async function closeLeftOver(link: KeeperLink): Promise<void> {
  const sessions = await link.list();
  const left = sessions.filter((one) => one.key.startsWith(buildKeyPrefix));
  await Promise.all(
    left.map((info) =>
      link
        .adopt(info)
        .close()
        .catch(() => undefined),
    ),
  );
}

function keyOf(build: ActiveBuild): MachineKey {
  return { workspace: build.workspace.id, role: "toolchain" };
}

function remainingMs(build: ActiveBuild): number {
  const startedAt = build.record.startedAt ?? Date.now();
  return Math.max(0, startedAt + build.workspace.experiment.build.timeoutSeconds * 1000 - Date.now());
}

/** `work`, or the rejection of a build that was told to end meanwhile; the work goes on for whoever else wants it. */
function untilStopped<T>(build: ActiveBuild, work: Promise<T>): Promise<T> {
  const { signal } = build.abort;
  work.catch(() => undefined);
  return new Promise((resolve, reject) => {
    const give = () => reject(signal.reason);
    if (signal.aborted) return give();
    signal.addEventListener("abort", give, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", give));
  });
}
