import { createHash } from "node:crypto";
import { copiedBy } from "#server/images/copy-sources";
import { type CopySource, hashOf } from "#server/images/image-files";
import type { ImagePlan } from "#shared/dockerfile/image-plan";

/** What an image is made of: equal recipes make equal images. */
export interface ImageRecipe {
  /** One key after each step of each stage: the same key, the same files. */
  readonly steps: readonly (readonly string[])[];
  /** The key of the whole image, with how it starts. */
  readonly whole: string;
}

/** Changes when images are made in another way than before. */
const version = "1";

/** The keys of a plan on these base images (by stage) and this folder. */
export async function recipeOf(plan: ImagePlan, baseIds: readonly string[], folder: CopySource): Promise<ImageRecipe> {
  const steps: string[][] = [];
  for (const [at, stage] of plan.stages.entries()) {
    const base = "stage" in stage.base ? lastKey(steps, stage.base.stage) : (baseIds[at] ?? "");
    const keys: string[] = [digest(version, base)];
    for (const step of stage.steps) {
      const before = keys.at(-1) ?? "";
      const { line: _, ...said } = step;
      if (step.kind !== "copy") keys.push(digest(before, JSON.stringify(said)));
      else if (step.from !== null) keys.push(digest(before, JSON.stringify(said), lastKey(steps, step.from)));
      else keys.push(digest(before, JSON.stringify(said), await contentKey(step, folder)));
    }
    steps.push(keys);
  }
  const config = plan.stages.at(-1)?.config;
  return { steps, whole: digest(lastKey(steps, steps.length - 1), JSON.stringify(config)) };
}

async function contentKey(
  step: { sources: readonly string[]; target: string; intoFolder: boolean },
  folder: CopySource,
): Promise<string> {
  const found = copiedBy(step, await folder.list(), () => false);
  // What is missing is told when the step is done.
  if ("missing" in found) return digest("missing", found.missing);
  const lines: string[] = [];
  for (const { entry, target } of found.copied) lines.push(`${target} ${await hashOf(folder, entry)}`);
  return digest(...lines);
}

function lastKey(steps: readonly (readonly string[])[], stage: number): string {
  return steps[stage]?.at(-1) ?? "";
}

function digest(...parts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(`${part.length}:${part}`);
  return hash.digest("hex");
}
