import { createReadStream, createWriteStream } from "node:fs";
import { access, mkdir, readdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import type { Engine, Labels } from "#server/engine/engine";
import { copiedBy } from "#server/images/copy-sources";
import { type CopySource, modeOf } from "#server/images/image-files";
import { type ImageRecipe, recipeOf } from "#server/images/image-recipe";
import { createImageTree, type ImageTree } from "#server/images/image-tree";
import type { CopyStep, ImageConfig, ImagePlan, ImageStep, RunStep, StagePlan } from "#shared/dockerfile/image-plan";
import { UserError } from "#shared/failures";

/** A step that could not be done; the place is the Dockerfile's. */
export class StepFailure extends Error {
  constructor(
    readonly line: number,
    readonly sentence: string,
  ) {
    super(sentence);
  }
}

/** One image to be made. */
export interface ImageOrder {
  readonly plan: ImagePlan;
  readonly folder: CopySource;
  /** The image's own labels, which say whose it is. */
  readonly labels: Labels;
  /** A new folder on the workspace's disk for the files of this image; removed afterwards. */
  readonly place: string;
  /** The folder on the workspace's disk where results of `RUN` are kept. */
  readonly cache: string;
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
  /** Runs a program on a machine of this base image with these folders; answers its exit code. */
  readonly run: (step: RunStep, baseImage: string, tree: ImageTree) => Promise<number>;
}

/** An image that is there now. */
export interface MadeImage {
  readonly id: string;
  /** Keys of results that this image was made of, for whoever cleans the cache. */
  readonly kept: readonly string[];
}

/** The label with what an image was made of. */
const recipeLabel = "varlab.recipe";

type BuilderEngine = Pick<Engine, "imageId" | "assembleImage" | "labelledImages">;

/** Makes an image as its Dockerfile says, or finds the one that was made of the same before. Throws StepFailure or UserError. */
export async function buildImage(engine: BuilderEngine, order: ImageOrder): Promise<MadeImage> {
  const { plan, folder, labels, say, signal } = order;
  const baseIds = await Promise.all(plan.stages.map((stage) => baseIdOf(engine, stage)));
  const recipe = await recipeOf(plan, baseIds, folder);
  signal.throwIfAborted();
  const kept = recipe.steps.flat();
  const present = await engine.labelledImages({ ...labels, [recipeLabel]: recipe.whole });
  const [found] = present;
  if (found !== undefined) {
    sayAll(plan, say, "CACHED");
    return { id: found.id, kept };
  }
  const trees: ImageTree[] = [];
  try {
    for (const at of plan.stages.keys()) trees.push(await makeStage(order, recipe, baseIds, at, trees));
    const tree = trees.at(-1);
    const config = plan.stages.at(-1)?.config;
    if (tree === undefined || config === undefined) throw new Error("a plan without a stage");
    say("=> exporting the image");
    // Above the bounds it is refused here, with a sentence, and not in the middle of a transfer.
    await tree.list();
    const base = baseIds[baseOf(plan, plan.stages.length - 1)] ?? "";
    const id = await engine.assembleImage({
      base,
      files: tree.pack(),
      ...programOf(config),
      labels: { ...config.labels, ...labels, [recipeLabel]: recipe.whole },
    });
    return { id, kept };
  } finally {
    await rm(order.place, { recursive: true, force: true });
  }
}

function programOf({ env, entrypoint, command, workingDir, ports }: ImageConfig) {
  return { env, entrypoint: entrypoint ?? [], command: command ?? [], cwd: workingDir, ports };
}

async function baseIdOf(engine: BuilderEngine, stage: StagePlan): Promise<string> {
  if ("stage" in stage.base) return "";
  const id = await engine.imageId(stage.base.image);
  if (id !== undefined) return id;
  throw new UserError(
    "unavailable",
    `The image ${stage.base.image} is not on this machine. Ask the operator to run "varlab up" again, which builds it.`,
  );
}

/** The stage at the bottom of what a stage is built on. */
function baseOf(plan: ImagePlan, at: number): number {
  const base = plan.stages[at]?.base;
  return base !== undefined && "stage" in base ? baseOf(plan, base.stage) : at;
}

async function makeStage(
  order: ImageOrder,
  recipe: ImageRecipe,
  baseIds: readonly string[],
  at: number,
  earlier: readonly ImageTree[],
): Promise<ImageTree> {
  const stage = order.plan.stages[at];
  const keys = recipe.steps[at] ?? [];
  if (stage === undefined) throw new Error(`no stage ${at}`);
  const tree = await createImageTree(path.join(order.place, `stage${at}`));
  const from = "stage" in stage.base ? (order.plan.stages[stage.base.stage]?.name ?? "") : stage.base.written;
  order.say(`=> ${order.plan.stages.length > 1 ? `[${stage.name}] ` : ""}FROM ${from}`);
  const done = await takeUp(order, stage, keys, tree, earlier);
  const baseImage = baseIds[baseOf(order.plan, at)] ?? "";
  for (const [index, step] of stage.steps.entries()) {
    order.signal.throwIfAborted();
    const isDone = index < done;
    order.say(`=> ${isDone ? "CACHED " : ""}${placeOf(order.plan, stage, index)} ${step.text}`);
    if (isDone) continue;
    await perform(order, step, tree, earlier, baseImage);
    if (step.kind === "run") await keep(order.cache, keys[index + 1] ?? "", tree);
  }
  return tree;
}

/** Fills a stage's tree with what was kept of an earlier build; answers how many steps that spares. */
async function takeUp(
  { cache, plan }: ImageOrder,
  stage: StagePlan,
  keys: readonly string[],
  tree: ImageTree,
  earlier: readonly ImageTree[],
): Promise<number> {
  for (let steps = stage.steps.length; steps > 0; steps -= 1) {
    if (stage.steps[steps - 1]?.kind !== "run") continue;
    const file = tarOf(cache, keys[steps] ?? "");
    if (!(await exists(file))) continue;
    await tree.unpack(createReadStream(file));
    return steps;
  }
  const base = "stage" in stage.base ? earlier[stage.base.stage] : undefined;
  if (base !== undefined && plan.stages.length > 1) await tree.unpack(base.pack());
  return 0;
}

async function keep(cache: string, key: string, tree: ImageTree): Promise<void> {
  await mkdir(cache, { recursive: true, mode: 0o700 });
  const target = tarOf(cache, key);
  const unfinished = `${target}.new`;
  try {
    await pipeline(tree.pack(), createWriteStream(unfinished, { mode: 0o600 }));
    await rename(unfinished, target);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

/** Removes files of images that a server which was ended left half built; the cache stays. */
export async function cleanPlaces(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const left = names.filter((name) => name !== cacheFolder);
  await Promise.all(left.map((name) => rm(path.join(folder, name), { recursive: true, force: true })));
}

/** The folder beside those of images that are being built. */
export const cacheFolder = "cache";

/** Removes what was kept of steps that no image of the workspace has any more. */
export async function cleanCache(cache: string, kept: ReadonlySet<string>): Promise<void> {
  const names = await readdir(cache).catch(() => []);
  const old = names.filter((name) => !kept.has(name.replace(/\.tar$/, "")));
  await Promise.all(old.map((name) => rm(path.join(cache, name), { force: true })));
}

async function perform(
  order: ImageOrder,
  step: ImageStep,
  tree: ImageTree,
  earlier: readonly ImageTree[],
  baseImage: string,
): Promise<void> {
  try {
    if (step.kind === "folder") return await tree.folder(step.path);
    if (step.kind === "copy") return await copy(order, step, tree, earlier);
    const code = await order.run(step, baseImage, tree);
    if (code !== 0) throw new StepFailure(step.line, `The command ended with exit code ${code}.`);
    // What it wrote is counted at once, not when the image is put together.
    await tree.list();
  } catch (error) {
    if (error instanceof UserError && error.code !== "unavailable") throw new StepFailure(step.line, error.message);
    throw error;
  }
}

async function copy(
  { folder }: ImageOrder,
  step: CopyStep,
  tree: ImageTree,
  earlier: readonly ImageTree[],
): Promise<void> {
  const stage = step.from === null ? undefined : earlier[step.from];
  const source = stage === undefined ? folder : sourceOf(stage);
  const sources = step.sources.map((one) => one.replace(/^\/+/, ""));
  const found = copiedBy({ ...step, sources }, await source.list(), tree.isFolder);
  if ("missing" in found) throw new StepFailure(step.line, missingSentence(found.missing, stage !== undefined));
  if (step.intoFolder) await tree.folder(step.target);
  for (const { entry, target } of found.copied) {
    if (entry.kind === "folder") await tree.folder(target);
    if (entry.kind === "link") await tree.link(target, await source.linkTarget(entry.path));
    if (entry.kind !== "file") continue;
    const file = await source.open(entry.path);
    try {
      await tree.file(target, file, step.mode ?? modeOf(file));
    } finally {
      await file.handle.close();
    }
  }
}

function missingSentence(name: string, inStage: boolean): string {
  return inStage
    ? `That stage has no /${name}: only what its own COPY and RUN put there can be copied.`
    : `There is no “${name}” in the build's folder, or .dockerignore leaves it out.`;
}

function sourceOf(tree: ImageTree): CopySource {
  return {
    list: tree.list,
    open: (name) => tree.open(`/${name}`),
    linkTarget: (name) => tree.linkTarget(`/${name}`),
  };
}

/** Which step of how many; of which stage, where there are several. */
function placeOf(plan: ImagePlan, stage: StagePlan, index: number): string {
  const step = `${index + 1}/${stage.steps.length}`;
  return plan.stages.length > 1 ? `[${stage.name} ${step}]` : `[${step}]`;
}

function sayAll(plan: ImagePlan, say: (line: string) => void, word: string): void {
  for (const stage of plan.stages) {
    for (const [index, step] of stage.steps.entries()) say(`=> ${word} ${placeOf(plan, stage, index)} ${step.text}`);
  }
}

function tarOf(cache: string, key: string): string {
  return path.join(cache, `${key}.tar`);
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
