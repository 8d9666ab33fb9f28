import { execFileSync } from "node:child_process";
import { expect } from "vitest";
import type { WorkspaceId } from "#shared/ids";
import type { BuildView } from "#shared/views";
import type { Page } from "../../integration/fixtures/page";

/** Builds, and as many starts as there are instances, beside other tests. */
const upMs = 120_000;

/** Waits until a build of this page is over. */
export async function builtBy(page: Page, id: string): Promise<BuildView> {
  const newest = () =>
    page
      .heard("build:changed")
      .filter((build) => build.id === id)
      .at(-1);
  await expect
    .poll(() => newest()?.state ?? "running", { timeout: upMs, interval: 50 })
    .not.toMatch(/^(running|queued)$/);
  const build = newest();
  if (build === undefined) throw new Error("no build was heard of");
  return build;
}

/** Presses Up and waits until everything is as the files say, or until the build has failed. */
export async function up(page: Page): Promise<BuildView> {
  const before = page.heard("composition:changed").length;
  const { id } = await page.value("composition:up");
  const build = await builtBy(page, id);
  await expect
    .poll(() => page.heard("composition:changed").slice(before).at(-1)?.state, { timeout: upMs, interval: 50 })
    .toMatch(/^(up|down|failed)$/);
  return build;
}

/** What a build has printed. */
export async function printedBy(page: Page, { id }: Pick<BuildView, "id">): Promise<string> {
  const { chunks } = await page.value("build:log", { id, from: 0 });
  return chunks.map(({ bytes }) => Buffer.from(bytes).toString("utf8")).join("");
}

/** Waits until an instance is in a state, as the page hears it. */
export async function reaches(page: Page, name: string, state: string): Promise<void> {
  const newest = () =>
    page
      .heard("instance:changed")
      .filter((one) => one.name === name)
      .at(-1)?.state;
  await expect.poll(newest, { timeout: upMs, interval: 50 }).toBe(state);
}

/** Ids of what the engine has of a workspace. */
export function engineHas(what: "image" | "container", workspace: WorkspaceId, ...more: string[]): string[] {
  const filters = [`varlab.workspace=${workspace}`, ...more].flatMap((label) => ["--filter", `label=${label}`]);
  const list = what === "image" ? ["images"] : ["ps", "--all"];
  return execFileSync("docker", [...list, "--no-trunc", "--quiet", ...filters], { encoding: "utf8" })
    .split("\n")
    .filter((id) => id !== "");
}

/** Runs a command in a container of the engine. */
export function inContainer(container: string, ...argv: string[]): string {
  return execFileSync("docker", ["exec", container, ...argv], { encoding: "utf8" }).trim();
}
