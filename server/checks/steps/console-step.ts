import { createLineMatch, type LineMatch } from "#server/checks/line-match";
import { createPrinted, isOver, lastWords, type Printed, standing } from "#server/checks/printed";
import { type Scene, until } from "#server/checks/scene";
import { evidence, StepFailed } from "#server/checks/step-outcome";
import type { Instance } from "#server/instances/instance";
import type { CheckAction } from "#shared/checks/check";
import type { CheckEvidence } from "#shared/checks/views";

type Action<K extends CheckAction["kind"]> = Extract<CheckAction, { kind: K }>;

/** Types a line at the console of a program that runs. */
export async function performType(scene: Scene, action: Action<"type">, deadline: number): Promise<CheckEvidence[]> {
  const instance = scene.instance(action.at);
  const listens = () => instance.state === "running" && instance.session !== undefined;
  await until(() => listens() || isOver(instance), deadline, scene.signal);
  if (!listens() || instance.session === undefined) {
    const says = `Nobody reads what is typed: ${instance.name} ${standing(scene, instance)}.`;
    const words = await lastWords(scene, instance, says);
    throw new StepFailed([words.evidence], words.seen);
  }
  await instance.session.write(Buffer.from(`${action.line}\n`));
  return [evidence(`Typed at ${instance.name}.`, [action.line], { instance: instance.name })];
}

/** Looks for lines in what one instance prints, over restarts. */
interface Watch {
  readonly instance: Instance;
  readonly found: string[];
  /** Looks at what is new; answers how many lines fit by now. */
  look(): Promise<number>;
  lines(): readonly string[];
}

function createWatch(scene: Scene, instance: Instance, fits: LineMatch): Watch {
  const found: string[] = [];
  let printed: Printed | undefined;
  let runId: string | undefined;
  return {
    instance,
    found,
    async look() {
      const run = scene.runOf(instance);
      if (run === undefined) return found.length;
      if (run.id !== runId) {
        runId = run.id;
        printed = createPrinted(scene, instance, run);
      }
      const { fresh, unfinished } = (await printed?.read()) ?? { fresh: [], unfinished: [] };
      found.push(...fresh.filter(fits));
      return found.length + unfinished.filter(fits).length;
    },
    lines: () => printed?.lines() ?? [],
  };
}

/** Waits until every instance has printed what is looked for; a program that ends without it does not let one wait. */
export async function performLog(scene: Scene, action: Action<"log">, deadline: number): Promise<CheckEvidence[]> {
  const fits = createLineMatch(action.match, scene.addressOf);
  const watches = action.at.map((name) => createWatch(scene, scene.instance(name), fits));
  const missing = new Set(watches);
  const hopeless = new Set<Watch>();
  await until(
    async () => {
      for (const watch of missing) {
        // Asked before the log is read: what was printed until the end is then in it.
        const over = isOver(watch.instance);
        if ((await watch.look()) >= action.count) missing.delete(watch);
        else if (over) hopeless.add(watch);
      }
      return missing.size === 0 || hopeless.size > 0;
    },
    deadline,
    scene.signal,
  );
  if (missing.size === 0) return watches.map((watch) => foundEvidence(watch, fits));
  // What the others would still have printed, nobody knows.
  const guilty = hopeless.size > 0 ? hopeless : missing;
  const failed = [...guilty].map((watch) => missingEvidence(scene, watch, action.count));
  throw new StepFailed(
    failed,
    [...missing].flatMap((watch) => watch.lines()),
  );
}

function foundEvidence({ instance, found, lines }: Watch, fits: LineMatch): CheckEvidence {
  const shown = found.length > 0 ? found : lines().filter(fits);
  return evidence(`${instance.name} printed:`, shown, { instance: instance.name });
}

function missingEvidence(scene: Scene, { instance, found, lines }: Watch, count: number): CheckEvidence {
  const seen = lines();
  const few = count > 1 ? `only ${found.length} of ${count} such lines came` : "this did not come";
  const tail = seen.length === 0 ? "It printed nothing." : "It printed last:";
  return evidence(`${instance.name} ${standing(scene, instance)}, and ${few}. ${tail}`, seen, {
    instance: instance.name,
  });
}

/** Sees to it that something is not printed for a while, nor was before. */
export async function performSilent(scene: Scene, action: Action<"silent">): Promise<CheckEvidence[]> {
  const fits = createLineMatch(action.match, scene.addressOf);
  const watches = action.at.map((name) => createWatch(scene, scene.instance(name), fits));
  const told: Watch[] = [];
  await until(
    async () => {
      for (const watch of watches) if ((await watch.look()) > 0) told.push(watch);
      return told.length > 0;
    },
    performance.now() + action.forMs,
    scene.signal,
  );
  if (told.length === 0)
    return watches.map(({ instance }) => evidence(`${instance.name} did not.`, [], { instance: instance.name }));
  throw new StepFailed(
    told.map(({ instance, lines }) =>
      evidence(`${instance.name} printed it all the same:`, lines().filter(fits), { instance: instance.name }),
    ),
    told.flatMap((watch) => watch.lines()),
  );
}

/** Waits for the end of a program and looks at its exit code. */
export async function performExit(scene: Scene, action: Action<"exit">, deadline: number): Promise<CheckEvidence[]> {
  const instance = scene.instance(action.at);
  await until(() => scene.runOf(instance) !== undefined && isOver(instance), deadline, scene.signal);
  const words = await lastWords(scene, instance);
  const isRight = isOver(instance) && scene.runOf(instance)?.exitCode === action.code;
  if (isRight) return [words.evidence];
  throw new StepFailed([words.evidence], words.seen);
}
