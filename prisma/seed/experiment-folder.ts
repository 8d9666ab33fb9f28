import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { type FolderFile, folderTrees, hashOf } from "#prisma/seed/folder-hash";
import { isCheckFile, parseChecks } from "#shared/checks/parse-checks";
import type { Experiment } from "#shared/experiment/experiment";
import { parseExperiment } from "#shared/experiment/parse-experiment";

/** An experiment as its folder holds it; `hash` changes exactly when anything in it does. */
export interface ExperimentFolder {
  readonly slug: string;
  readonly title: string;
  readonly summary: string;
  readonly compose: string;
  readonly sheet: string;
  readonly files: readonly FolderFile[];
  readonly hash: string;
}

/** Reads and checks one experiment's folder; throws an error that names every problem with its place. */
export async function readExperimentFolder(folder: string): Promise<ExperimentFolder> {
  const slug = path.basename(folder);
  const compose = await readText(folder, "compose.yaml");
  const sheet = await readText(folder, "README.md");
  const parsed = parseExperiment(compose);
  if (!parsed.ok) {
    const lines = parsed.problems.map(
      (problem) => `  ${slug}/compose.yaml:${problem.line}:${problem.column} ${problem.path}: ${problem.sentence}`,
    );
    throw new Error(`The experiment ${slug} cannot be read:\n${lines.join("\n")}`);
  }
  const files = (await Promise.all(folderTrees.map((tree) => readTree(path.join(folder, tree), tree)))).flat();
  refuseBrokenChecks(slug, files, parsed.experiment);
  const { title, summary } = parsed.experiment;
  return { slug, title, summary, compose, sheet, files, hash: hashOf(compose, sheet, files) };
}

function refuseBrokenChecks(slug: string, files: readonly FolderFile[], experiment: Experiment): void {
  const texts = files
    .filter((file) => file.tree === "checks" && isCheckFile(file.path))
    .map(({ path: name, content }) => ({ path: name, text: Buffer.from(content).toString("utf8") }));
  const parsed = parseChecks(texts, experiment);
  if (parsed.ok) return;
  const lines = parsed.problems.map(
    (problem) =>
      `  ${slug}/checks/${problem.file}:${problem.line}:${problem.column} ${problem.path}: ${problem.sentence}`,
  );
  throw new Error(`The checks of ${slug} cannot be read:\n${lines.join("\n")}`);
}

async function readText(folder: string, name: string): Promise<string> {
  return readFile(path.join(folder, name), "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new Error(
      error.code === "ENOENT" ? `The experiment ${path.basename(folder)} has no ${name}.` : error.message,
    );
  });
}

/** Folders of build results that a developer's machine may hold and no experiment means. */
const leftOut = new Set(["node_modules", "__pycache__", ".git"]);

async function readTree(root: string, tree: FolderFile["tree"]): Promise<FolderFile[]> {
  const entries = await readdir(root, { withFileTypes: true, recursive: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return [];
      throw error;
    },
  );
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter(
      (file) =>
        !path
          .relative(root, file)
          .split(path.sep)
          .some((part) => leftOut.has(part)),
    )
    .sort();
  return Promise.all(
    paths.map(async (file) => ({
      tree,
      path: path.relative(root, file).split(path.sep).join("/"),
      executable: ((await stat(file)).mode & 0o111) !== 0,
      content: new Uint8Array(await readFile(file)),
    })),
  );
}
