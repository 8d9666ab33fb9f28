import { constants } from "node:os";
import { describeEnding } from "#server/instances/ending";
import type { Instance } from "#server/instances/instance";
import { commandOf } from "#server/instances/instance-view";
import { countMemoryKills, type MachineEnvironment } from "#server/instances/machine-environment";
import { KeeperError } from "#server/keeper/keeper-error";
import type { KeeperLink } from "#server/keeper/link";
import type { KeeperExit } from "#server/keeper/protocol";
import type { KeeperSession } from "#server/keeper/session";
import { type Log, logReference } from "#server/log";
import type { LogStore } from "#server/logs/log-store";
import type { Machines } from "#server/machines/machine";
import { createRunOutput } from "#server/runs/run-output";
import { newRunId, type Run, type RunChange, type Runs, runKeyPrefix } from "#server/runs/runs";
import type { Pages } from "#server/sockets/hub";
import { resolveLaunch } from "#shared/experiment/launch-lines";
import { UserError } from "#shared/failures";

/** Starts programs on machines and follows them to their end. */
export interface Launcher {
  /** Starts the instance's program; resolves when it runs, or has failed to (then the state says so). Throws UserError when it cannot be tried. */
  start(instance: Instance): Promise<void>;
  /** Takes up a program that runs already, through this link; records the end of one that is not there any more. */
  adopt(instance: Instance, link: KeeperLink): Promise<void>;
  /** Records that the program is gone with its machine. */
  lost(instance: Instance, reason: string): Promise<void>;
}

interface LauncherParts {
  readonly runs: Runs;
  readonly logs: LogStore;
  readonly machines: Machines;
  readonly environment: MachineEnvironment;
  readonly pages: Pages;
  /** The view of this instance has changed. */
  readonly changed: (instance: Instance) => void;
  /** The program runs; called at start and when it is taken up again. */
  readonly running: (instance: Instance) => void;
  /** A program of this instance ended, in the state that it has now. */
  readonly ended: (instance: Instance, run: Run) => void;
  readonly log: Log;
}

/** History in the keeper: covers about half a second of our fastest reading, and a restart of this server for all but floods. */
const RING_BYTES = 4 * 1024 * 1024;

/** The terminal of a program that asked for one: the console shows lines of any length, so only its width is told, and stays. */
const CONSOLE_COLUMNS = 120;
const CONSOLE_ROWS = 30;

/** The launcher of this server. */
export function createLauncher(parts: LauncherParts): Launcher {
  const { runs, logs, machines, environment, pages, changed, running, ended, log } = parts;
  const adoptions = new WeakMap<Instance, Promise<void>>();
  const starts = new WeakMap<Instance, Promise<void>>();

  function start(instance: Instance): Promise<void> {
    const started = begin(instance).finally(() => starts.delete(instance));
    starts.set(instance, started);
    return started;
  }

  async function begin(instance: Instance): Promise<void> {
    const command = launchable(instance);
    const id = newRunId();
    instance.launch = id;
    instance.asked = undefined;
    instance.become("starting", "Preparing the start");
    changed(instance);
    try {
      const { deployment } = instance;
      instance.run = await runs.begin({
        id,
        workspace: instance.workspace.id,
        instance: instance.name,
        command,
        deployment: deployment?.id,
        artifact: deployment?.artifact,
        restarts: instance.restarts,
      });
      await openProgram(instance, instance.run, command);
    } catch (error) {
      await refused(instance, id, error);
    }
  }

  async function openProgram(instance: Instance, run: Run, command: readonly string[]): Promise<void> {
    const machine = await machines.open(instance.key, (stage) => {
      if (instance.launch !== run.id || instance.state !== "starting") return;
      instance.note = stage;
      changed(instance);
    });
    if (await abandoned(instance, run)) return;
    const [link, base] = await Promise.all([machine.link(), environment.of(machine)]);
    const writer = await logs.open(instance.workspace.id, run.id);
    const output = createRunOutput({ run, writer, pages, log });
    if (await abandoned(instance, run)) return void (await output.close());
    try {
      const session = await link.open({
        kind: instance.service.tty ? "pty" : "pipes",
        ...(instance.service.tty ? { cols: CONSOLE_COLUMNS, rows: CONSOLE_ROWS } : {}),
        key: run.id,
        argv: command,
        cwd: instance.service.workingDir,
        env: { ...base, ...instance.service.environment },
        ringBytes: RING_BYTES,
        hold: true,
      });
      // Output waits in the keeper until it is followed, so that nothing can come before this is recorded.
      const recorded = await runs.change(run, { state: "running" });
      if (await abandoned(instance, run)) {
        await Promise.allSettled([session.close(), output.close()]);
        return;
      }
      instance.run = recorded;
      instance.session = session;
      instance.output = output;
      instance.become("running");
      changed(instance);
      void follow(instance, recorded, session, link);
      running(instance);
    } catch (error) {
      await output.close();
      throw error;
    }
  }

  /** Whether somebody stopped or reset the instance while it was being started; then the run ends here. */
  async function abandoned(instance: Instance, run: Run): Promise<boolean> {
    if (instance.launch !== run.id) return true;
    if (instance.asked === undefined) return false;
    await finish(instance, run, { state: "exited", reason: "It was stopped before the program ran." });
    return true;
  }

  async function follow(instance: Instance, run: Run, session: KeeperSession, link: KeeperLink): Promise<void> {
    const { output } = instance;
    if (output === undefined) return;
    let exit: KeeperExit;
    try {
      exit = await output.follow(session);
    } catch {
      // The link broke: the program runs on, and a new link takes it up again from where the log ends.
      if (instance.session === session) instance.session = undefined;
      return;
    }
    try {
      const killed = await memoryKilled(instance, link);
      const change = describeEnding({
        ending: exit.ending,
        asked: instance.launch === run.id ? instance.asked : "reset",
        outOfMemory: killed,
        memoryBytes: instance.service.limits.memoryBytes,
      });
      await finish(instance, run, { ...change, endedAt: exit.endedAt });
      // Ends whatever the program left behind and gives its place in the keeper back.
      await session.close();
    } catch (error) {
      if (!(error instanceof KeeperError)) logReference(log, error, { run: run.id });
    }
  }

  async function memoryKilled(instance: Instance, link: KeeperLink): Promise<boolean> {
    const count = await countMemoryKills(link).catch(() => undefined);
    if (count === undefined) return false;
    const before = instance.memoryKills;
    instance.memoryKills = count;
    return count > before;
  }

  /** Records the end of a run, and moves the instance when that run is its current one. */
  async function finish(instance: Instance, run: Run, change: RunChange): Promise<void> {
    const isCurrent = instance.launch === run.id;
    const output = isCurrent ? instance.output : undefined;
    await output?.flush().catch(() => undefined);
    const ending = { ...change, endedAt: change.endedAt ?? Date.now(), logBytes: output?.end ?? run.logBytes };
    await runs.change(run, ending);
    await output?.close().catch((error: unknown) => log.warn({ err: error, run: run.id }, "a log could not be closed"));
    if (!isCurrent || instance.launch !== run.id || !instance.live) return;
    instance.output = undefined;
    instance.launch = undefined;
    instance.run = { ...run, ...ending };
    instance.become(ending.state === "exited" ? "exited" : "failed", ending.reason);
    changed(instance);
    ended(instance, instance.run);
  }

  async function refused(instance: Instance, id: string, error: unknown): Promise<void> {
    const reason = sentenceOf(error, instance, log);
    if (instance.run?.id === id) return finish(instance, instance.run, { state: "failed", reason });
    // Not even the run could be recorded.
    if (instance.launch === id && instance.live) {
      instance.launch = undefined;
      instance.become("failed", reason);
      changed(instance);
    }
  }

  /** One after the other: a new link and the start of this server may both ask for it. */
  function adopt(instance: Instance, link: KeeperLink): Promise<void> {
    const turn = (adoptions.get(instance) ?? Promise.resolve()).then(() => takeUp(instance, link));
    adoptions.set(
      instance,
      turn.catch(() => undefined),
    );
    return turn;
  }

  async function takeUp(instance: Instance, link: KeeperLink): Promise<void> {
    await starts.get(instance)?.catch(() => undefined);
    const sessions = await link.list();
    // A program that is being started meanwhile is not in the list yet, and not lost.
    if (starts.has(instance)) return;
    const leftOver = sessions.filter((one) => one.key.startsWith(runKeyPrefix) && one.key !== instance.launch);
    for (const info of leftOver)
      link
        .adopt(info)
        .close()
        .catch(() => undefined);
    const { run } = instance;
    if (run === undefined || run.id !== instance.launch || instance.session !== undefined) return;
    const info = sessions.find((one) => one.key === run.id);
    if (info === undefined) return lost(instance, "The program is gone: its host was restarted or lost.");
    const session = link.adopt(info);
    instance.output ??= createRunOutput({ run, writer: await logs.open(instance.workspace.id, run.id), pages, log });
    instance.session = session;
    // A machine that answers is neither starting nor paused.
    if (instance.state === "starting" || instance.state === "paused") instance.become("running");
    changed(instance);
    void follow(instance, run, session, link);
    running(instance);
    // Whatever was asked of it before the link broke may not have arrived.
    if (instance.state === "stopping") session.signal(constants.signals.SIGKILL, "session");
  }

  async function lost(instance: Instance, reason: string): Promise<void> {
    const { run } = instance;
    if (run === undefined || run.id !== instance.launch) return;
    const isReset = instance.asked === "reset";
    await finish(
      instance,
      run,
      isReset ? { state: "exited", reason: "The instance was reset." } : { state: "failed", reason },
    );
  }

  return { start, adopt, lost };
}

/** The command of an instance that can start, or a sentence about what is missing. */
function launchable(instance: Instance): string[] {
  const { name, service, deployment } = instance;
  if (instance.isUnbuilt) throw new UserError("refused", `The image of ${name} is not built yet. Press Up.`);
  if (instance.needsArtifact)
    throw new UserError("refused", `Nothing is deployed on ${name} yet. Build (Ctrl+B), then deploy.`);
  const resolved = resolveLaunch(service, deployment?.launch ?? {}, instance.artifactInfo);
  if (resolved.ok) return commandOf(instance);
  throw new UserError("refused", resolved.problems.map((problem) => problem.sentence).join(" "));
}

function sentenceOf(error: unknown, instance: Instance, log: Log): string {
  if (error instanceof UserError) return error.message;
  if (error instanceof KeeperError) {
    const program = commandOf(instance)[0] ?? "";
    if (error.code === "ENOENT")
      return `There is no program “${program}” on ${instance.name}, or its folder ${instance.service.workingDir} does not exist.`;
    if (error.code === "EACCES") return `“${program}” cannot be run on ${instance.name}: it is not executable.`;
    if (error.code === "ENOEXEC") return `“${program}” is not a program that ${instance.name} can run.`;
    if (error.code === "EAGAIN") return `${instance.name} has too many processes to start another one. Reset it.`;
    if (error.code === "ENOSPC") return `${instance.name} has too many terminals and programs open. Close some.`;
    return `The program could not be started (${error.code}: ${error.message}).`;
  }
  const reference = logReference(log, error, { workspace: instance.workspace.id, instance: instance.name });
  return `The program could not be started. Try again; if it stays, tell your lecturer this reference: ${reference}.`;
}
