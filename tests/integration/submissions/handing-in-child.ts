// Hands in changed files for ever and says how often it was acknowledged; killed by its test.
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { createDatabase } from "#prisma/client";
import { createWorkspaceFiles, workspace } from "../files/workspace-files";
import { createDesk } from "./handing-in-desk";

const [outside = "", directory = "", versionId = ""] = process.argv.slice(2);
const database = createDatabase(`file:${path.join(directory, "varlab.db")}`);
const { files, root } = await createWorkspaceFiles(outside);
const desk = await createDesk({ database, directory, versionId, files });
for (let number = 0; ; number += 1) {
  await writeFile(path.join(root, "src/0.txt"), `${process.pid} ${number}`);
  const key = `child-${process.pid}-${number}`.padEnd(16, "-");
  await desk.submissions.handIn(workspace, { key, answers: [{ id: "why", answer: "x" }], comment: "" });
  process.stdout.write("handed in\n");
}
