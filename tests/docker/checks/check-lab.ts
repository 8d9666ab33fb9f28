import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, expect } from "vitest";
import type { CheckRunView, CheckStepView } from "#shared/checks/views";
import type { FilePath } from "#shared/ids";
import type { Page } from "../../integration/fixtures/page";
import { type LiveServer, withLiveServer } from "../instances/live-server";

const experiments = path.resolve(import.meta.dirname, "../../../experiments");
/** A build, and as many starts as there are checks, beside other tests. */
const runMs = 150_000;

/** The text files of one tree of a shipped experiment. */
export function treeOf(slug: string, tree: "starter" | "solution" | "checks") {
  const root = path.join(experiments, slug, tree);
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      return { path: path.relative(root, file), text: readFileSync(file, "utf8") };
    });
}

/** A server with a shipped experiment, or with its Compose file and other checks. */
export function withCheckLab(slug: string, checks = treeOf(slug, "checks")): LiveServer {
  const compose = readFileSync(path.join(experiments, slug, "compose.yaml"), "utf8");
  const server = withLiveServer(compose, treeOf(slug, "starter"));
  beforeAll(async () => {
    for (const { path: file, text } of checks) {
      const data = { versionId: server.course.versionId, tree: "checks", path: file };
      await server.database.experimentFile.create({
        data: { ...data, content: new Uint8Array(Buffer.from(text)) },
      });
    }
  });
  return server;
}

/** Puts a tree's texts over what is in the workspace. */
export async function write(page: Page, texts: readonly { path: string; text: string }[]): Promise<void> {
  for (const { path: file, text } of texts)
    await page.value("files:write", { path: file as FilePath, text, base: null, force: true });
}

/** Presses Check and waits for the end. */
export async function check(page: Page): Promise<CheckRunView> {
  const { id } = await page.value("check:run");
  return ended(page, id);
}

/** A run when it is over. */
export async function ended(page: Page, id: string): Promise<CheckRunView> {
  const newest = () =>
    page
      .heard("check:changed")
      .filter((run) => run.id === id)
      .at(-1);
  await expect.poll(() => newest()?.state ?? "running", { timeout: runMs, interval: 100 }).not.toBe("running");
  const run = newest();
  if (run === undefined) throw new Error("no run was heard of");
  return run;
}

/** The first step that failed. */
export function firstFailure(run: CheckRunView): CheckStepView | undefined {
  return run.parts.flatMap((part) => part.steps).find((step) => step.state === "failed");
}

/** A run in few words, for a message. */
export function summary(run: CheckRunView): string {
  const parts = run.parts.map(
    (part) =>
      `${part.state} ${part.name}\n${part.steps
        .map(
          (step) =>
            `  ${step.state} ${step.title}${step.evidence.map((one) => `\n      ${one.says} ${one.lines.join("\n        ")}`).join("")}${step.hint === undefined ? "" : `\n      HINT ${step.hint}`}`,
        )
        .join("\n")}`,
  );
  return `${run.state} ${run.note ?? ""}\n${parts.join("\n")}`;
}
