import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";

const root = path.resolve(import.meta.dirname, "../..");

test("a measurement that is told to end removes all it has made", async () => {
  const temporary = await mkdtemp(path.join(tmpdir(), "varlab-bench-"));
  onTestFinished(() => rm(temporary, { recursive: true, force: true }));
  const bench = spawn(process.execPath, ["--import", "tsx", "tests/bench/main.ts", "start"], {
    cwd: root,
    env: { ...process.env, TMPDIR: temporary },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  bench.stdout.on("data", (part: Buffer) => {
    said += part.toString();
  });
  await expect.poll(() => said, { timeout: 60_000 }).toContain("measuring: start");
  const [folder] = (await readdir(temporary)).filter((name) => name.startsWith("varlab-installation-"));
  const id = (await readFile(path.join(temporary, folder ?? "", "installation.id"), "utf8")).trim();
  const listed = () =>
    execFileSync("docker", ["ps", "-aq", "--filter", `label=varlab.installation=${id}`], { encoding: "utf8" });
  expect(listed()).not.toBe("");
  bench.kill("SIGTERM");
  expect(await once(bench, "exit")).toEqual([143, null]);
  expect(listed()).toBe("");
  expect((await readdir(temporary)).filter((name) => name.startsWith("varlab-installation-"))).toEqual([]);
});
