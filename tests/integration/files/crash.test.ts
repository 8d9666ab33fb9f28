import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, expect, test } from "vitest";
import { at, createWorkspaceFiles, type WorkspaceFiles, workspace } from "./workspace-files";

let place: WorkspaceFiles;
beforeEach(async () => {
  place = await createWorkspaceFiles();
});
afterEach(() => place.dispose());

test("a server killed in the middle of saving leaves the old or the new text, and everything that it acknowledged", async () => {
  for (let round = 0; round < 6; round += 1) {
    const child = spawn(
      process.execPath,
      ["--import", "tsx", path.join(import.meta.dirname, "saving-child.ts"), place.root],
      {
        stdio: ["ignore", "pipe", "inherit"],
      },
    );
    let acknowledged = -1;
    const wanted = 5 + round * 7;
    for await (const line of createInterface({ input: child.stdout })) {
      acknowledged = Number(line);
      if (acknowledged === wanted) child.kill("SIGKILL");
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    const text = readFileSync(path.join(place.root, "big.txt"), "utf8");
    const kept = Number(text.slice(0, text.indexOf(" ")));
    expect(text).toBe(`${kept} ${String(kept % 10).repeat(300_000)}`);
    expect(kept).toBeGreaterThanOrEqual(acknowledged);
    await place.files.remove(workspace, [at("big.txt")]);
  }
});
