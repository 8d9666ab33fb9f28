import { isOver, lastWords } from "#server/checks/printed";
import { type Scene, until } from "#server/checks/scene";
import { evidence, named, StepFailed } from "#server/checks/step-outcome";
import type { Instance } from "#server/instances/instance";
import type { CheckAction } from "#shared/checks/check";
import type { CheckEvidence } from "#shared/checks/views";
import { UserError } from "#shared/failures";

type Control = Extract<CheckAction, { kind: "start" | "stop" | "kill" }>;

/** Starts, stops or kills instances as a student would. A program that ends right after its start was started all the same. */
export function performControl(scene: Scene, action: Control, deadline: number): Promise<CheckEvidence[]> {
  const chosen = action.instances.map((name) => scene.instance(name));
  return action.kind === "start" ? start(scene, chosen, deadline) : end(scene, chosen, action.kind, deadline);
}

async function start(scene: Scene, chosen: readonly Instance[], deadline: number): Promise<CheckEvidence[]> {
  const { all, instances, signal } = scene;
  // The lecturer's own instances and those that start with the workspace come along, as they do for a student.
  const company = all.filter((one) => !chosen.includes(one) && (one.service.locked || one.service.autostart));
  const wanted = [...company, ...chosen].filter((one) => !one.live);
  let failures: ReadonlyMap<Instance, unknown> | undefined;
  const starting = instances.ordered.startEach(wanted, all).then((found) => {
    failures = found;
  });
  starting.catch(() => undefined);
  const isDone = await until(() => failures !== undefined, deadline, signal).catch((error: unknown) => {
    instances.ordered.cancel(wanted);
    throw error;
  });
  if (!isDone) instances.ordered.cancel(wanted);
  const failed = wanted.filter((one) => !isStarted(scene, one));
  if (failed.length === 0) return [evidence(`${named(wanted.map(({ name }) => name))} started.`)];
  throw await notStarted(scene, wanted, failed, failures);
}

function isStarted(scene: Scene, instance: Instance): boolean {
  const run = scene.runOf(instance);
  if (run === undefined || instance.state === "starting") return false;
  return instance.live || run.exitCode !== undefined || run.signal !== undefined;
}

/** Why some were not started; the last words of those that ended explain those that waited for them. */
async function notStarted(
  scene: Scene,
  wanted: readonly Instance[],
  failed: readonly Instance[],
  failures: ReadonlyMap<Instance, unknown> | undefined,
): Promise<StepFailed> {
  const reasons = failed.map((one) => {
    const error = failures?.get(one);
    const reason = error instanceof UserError ? error.message : (one.note ?? "It did not start in time.");
    return evidence(`${one.name} was not started. ${reason}`, [], { instance: one.name });
  });
  const ended = wanted.filter((one) => scene.runOf(one) !== undefined && isOver(one));
  const words = await Promise.all(ended.map((one) => lastWords(scene, one)));
  return new StepFailed(
    [...reasons, ...words.map((one) => one.evidence)],
    [...reasons.map(({ says }) => says), ...words.flatMap((one) => one.seen)],
  );
}

async function end(
  scene: Scene,
  chosen: readonly Instance[],
  kind: "stop" | "kill",
  deadline: number,
): Promise<CheckEvidence[]> {
  for (const instance of chosen) {
    if (instance.live) continue;
    const words = await lastWords(scene, instance, `${instance.name} does not run, so there is nothing to ${kind}.`);
    throw new StepFailed([words.evidence], words.seen);
  }
  const { controls } = scene.instances;
  const ending = Promise.all(chosen.map((one) => (kind === "stop" ? controls.stop(one) : controls.kill(one))));
  ending.catch(() => undefined);
  if (!(await until(() => chosen.every((one) => !one.live), deadline, scene.signal))) {
    const left = chosen.filter((one) => one.live).map(({ name }) => name);
    throw new StepFailed([evidence(`${named(left)} did not end in time.`)]);
  }
  await ending;
  return [evidence(`${named(chosen.map(({ name }) => name))} ended.`)];
}
