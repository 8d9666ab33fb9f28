import path from "node:path";
import type { Database } from "#prisma/client";
import { createContentStore } from "#server/artifacts/content-store";
import type { Checks } from "#server/checks/checks";
import type { Files } from "#server/files/files";
import { createSubmissionRecords } from "#server/submissions/submission-records";
import { createSubmissions } from "#server/submissions/submissions";
import type { CheckRunView } from "#shared/checks/views";
import { parseExperiment } from "#shared/experiment/parse-experiment";
import type { WorkspaceId } from "#shared/ids";
import { createWorkspaceFiles } from "../files/workspace-files";

/** An experiment with one question that must be answered and one that may be. */
export const compose = `
x-varlab:
  title: Test
  toolchain: node
  build:
    command: "true"
    artifacts: [{ path: app.jar }]
  questions:
    - { id: why, text: "Why?", required: true }
    - { id: else, text: "Anything else?" }
services:
  a: { image: varlab/node-run, command: [node, a.mjs] }
`;

interface DeskParts {
  readonly database: Database;
  /** Where the store lies. */
  readonly directory: string;
  readonly versionId: string;
  readonly now?: () => Date;
  readonly runs?: () => CheckRunView[];
  readonly files?: Files;
}

/** Everything that handing in needs, as it is; only instances and runs of checks, which need containers, are made up. */
export async function createDesk({ database, directory, versionId, now, runs = () => [], files }: DeskParts) {
  const place = files === undefined ? await createWorkspaceFiles() : undefined;
  const parsed = parseExperiment(compose);
  if (!parsed.ok) throw new Error("The experiment of this test cannot be read.");
  const load = async (id: WorkspaceId) => ({
    ...{ id, versionId, title: "Test", sheet: "", networks: new Map() },
    experiment: parsed.experiment,
    written: parsed.experiment,
  });
  const store = createContentStore(path.join(directory, "submissions"));
  const records = createSubmissionRecords(database);
  const used = files ?? place?.files;
  if (used === undefined) throw new Error("no files");
  const list: Checks["list"] = async () => ({ outline: { checks: [{ name: "holds", steps: [] }] }, runs: runs() });
  const submissions = createSubmissions({
    ...{ records, store, files: used, checks: { list }, workspaces: { load, ready: load } },
    instances: { all: async () => [] },
    settleTexts: async () => undefined,
    hub: { publish: () => undefined, viewers: () => 0 },
    ...(now === undefined ? {} : { now }),
  });
  return { submissions, store, records, root: place?.root ?? "", files: used, dispose: async () => place?.dispose() };
}
