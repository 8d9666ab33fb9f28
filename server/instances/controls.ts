import { constants } from "node:os";
import { type Deployer, exclusively } from "#server/instances/deployer";
import { signalNumber } from "#server/instances/ending";
import type { Instance } from "#server/instances/instance";
import type { Launcher } from "#server/instances/launcher";
import type { PlannedRestarts } from "#server/instances/planned-restarts";
import { type Log, logReference } from "#server/log";
import type { Machines } from "#server/machines/machine";
import type { Run } from "#server/runs/runs";
import { UserError } from "#shared/failures";

/** What a person may do to an instance's program. Each resolves when it is done, and throws UserError when the state does not allow it. */
export interface Controls {
  start(instance: Instance): Promise<void>;
  /** Asks the program to end with its stop signal; kills it after its grace. */
  stop(instance: Instance): Promise<void>;
  kill(instance: Instance): Promise<void>;
  restart(instance: Instance): Promise<void>;
  pause(instance: Instance): Promise<void>;
  resume(instance: Instance): Promise<void>;
  /** Removes the machine with everything written in it, volumes that nobody else has mounted, and what was deployed. */
  reset(instance: Instance): Promise<void>;
  /** To be told of every end of a program: starts it again when the experiment says so. */
  ended(instance: Instance, run: Run): void;
}

interface ControlsParts {
  readonly launcher: Launcher;
  readonly restarts: PlannedRestarts;
  readonly deployer: Deployer;
  readonly machines: Machines;
  readonly removeVolumes: (instance: Instance) => Promise<void>;
  readonly changed: (instance: Instance) => void;
  /** Resolves when the instance's state satisfies the condition. */
  readonly until: (instance: Instance, condition: (instance: Instance) => boolean) => Promise<void>;
  readonly log: Log;
}

/** The controls of this server's instances. */
export function createControls(parts: ControlsParts): Controls {
  const { launcher, restarts, deployer, machines, removeVolumes, changed, until, log } = parts;
  const isOver = (instance: Instance) => !instance.live;

  async function start(instance: Instance): Promise<void> {
    if (instance.live) throw new UserError("refused", `${instance.name} is ${instance.state} already.`);
    refuseBusy(instance);
    restarts.cancel(instance);
    instance.restarts = 0;
    await launcher.start(instance);
  }

  /** Ends a program that is being stopped or killed; a machine that does not answer any more is removed with it. */
  async function end(instance: Instance, signal: number): Promise<void> {
    const { session, launch } = instance;
    if (launch === undefined || !instance.live) return;
    if (session !== undefined)
      return void session.signal(signal, signal === constants.signals.SIGKILL ? "session" : "group");
    // Being started, it ends by itself as soon as the start sees that it was asked to. Without a link only its machine can be ended.
    if (instance.state === "stopping" && machines.state(instance.key) === "on" && instance.output !== undefined) {
      await machines.remove(instance.key);
      await launcher.lost(instance, "Its machine did not answer and was removed.");
    }
  }

  async function stop(instance: Instance): Promise<void> {
    if (restarts.cancel(instance) && !instance.live) {
      instance.note = undefined;
      return changed(instance);
    }
    if (!instance.live) throw new UserError("refused", `${instance.name} does not run.`);
    if (instance.state === "stopping") return until(instance, isOver);
    if (instance.state === "paused") await resume(instance);
    const { launch } = instance;
    const { stopSignal, stopGraceSeconds } = instance.service;
    instance.asked = "stop";
    instance.become("stopping", `Asked to end (${stopSignal}); killed after ${stopGraceSeconds} s`);
    changed(instance);
    const grace = setTimeout(() => {
      if (instance.launch !== launch || instance.state !== "stopping") return;
      instance.note = `Did not end within ${stopGraceSeconds} s: killing it`;
      changed(instance);
      end(instance, constants.signals.SIGKILL).catch((error: unknown) =>
        logReference(log, error, { instance: instance.name }),
      );
    }, stopGraceSeconds * 1000);
    try {
      await end(instance, signalNumber(stopSignal));
      await until(instance, (now) => now.launch !== launch || isOver(now));
    } finally {
      clearTimeout(grace);
    }
  }

  async function kill(instance: Instance): Promise<void> {
    if (restarts.cancel(instance) && !instance.live) return changed(instance);
    if (!instance.live) throw new UserError("refused", `${instance.name} does not run.`);
    if (instance.state === "paused") await resume(instance);
    const { launch } = instance;
    instance.asked = "kill";
    if (instance.state !== "stopping") instance.become("stopping", "Killing it");
    changed(instance);
    await end(instance, constants.signals.SIGKILL);
    await until(instance, (now) => now.launch !== launch || isOver(now));
  }

  async function restart(instance: Instance): Promise<void> {
    if (instance.live) await stop(instance);
    await start(instance);
  }

  async function pause(instance: Instance): Promise<void> {
    if (instance.state !== "running")
      throw new UserError("refused", `Only a running program can be paused; ${instance.name} is ${instance.state}.`);
    await exclusively(instance, "pausing", async () => {
      await machines.pause(instance.key);
      if (instance.state === "running") instance.become("paused");
    });
    changed(instance);
  }

  async function resume(instance: Instance): Promise<void> {
    if (instance.state !== "paused") throw new UserError("refused", `${instance.name} is not paused.`);
    await exclusively(instance, "resuming", async () => {
      await machines.resume(instance.key);
      if (instance.state === "paused") instance.become("running");
    });
    changed(instance);
  }

  async function reset(instance: Instance): Promise<void> {
    restarts.cancel(instance);
    await exclusively(instance, "resetting", async () => {
      instance.asked = "reset";
      instance.note = "Removing the container";
      changed(instance);
      await machines.remove(instance.key);
      await launcher.lost(instance, "The instance was reset.");
      instance.launch = undefined;
      instance.restarts = 0;
      instance.memoryKills = 0;
      await removeVolumes(instance);
      await deployer.undeploy(instance);
    });
    changed(instance);
  }

  function ended(instance: Instance, run: Run): void {
    if (instance.asked === undefined && instance.busy === undefined) restarts.ended(instance, run);
  }

  return {
    start,
    stop,
    kill,
    restart,
    pause,
    resume,
    reset,
    ended,
  };
}

function refuseBusy(instance: Instance): void {
  if (instance.busy !== undefined)
    throw new UserError("busy", `${instance.name} is ${instance.busy} just now. Try again in a moment.`);
}
