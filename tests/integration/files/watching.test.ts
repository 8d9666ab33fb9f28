import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { appendFile, mkdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { afterEach, beforeEach, expect, test } from "vitest";
import { at, createWorkspaceFiles, type WorkspaceFiles, workspace } from "./workspace-files";

let place: WorkspaceFiles;
beforeEach(async () => {
  place = await createWorkspaceFiles();
  await mkdir(path.join(place.root, "src"));
  await writeFile(path.join(place.root, "src/a.txt"), "a");
  place.present(true);
  // A change of our own: when it is told, the watch stands.
  await writeFile(path.join(place.root, "ready"), "x");
  await expect.poll(async () => (await settled()).includes("+ready"), { timeout: 5000 }).toBe(true);
  place.notices.length = 0;
});
afterEach(() => place.dispose());

const told = () =>
  place.notices.flatMap((notice) => [
    ...(notice.files ?? []).map((entry) => `+${entry.path}`),
    ...notice.removed.map((gone) => `-${gone}`),
  ]);
let touches = 0;
/** Touches until a watch that is being set up sees something. */
async function settled(): Promise<string[]> {
  touches += 1;
  await appendFile(path.join(place.root, "ready"), String(touches));
  return told();
}
const within = { timeout: 1000, interval: 20 };

test("a change in a file by another program is told within a second", async () => {
  await appendFile(path.join(place.root, "src/a.txt"), "b");
  await expect.poll(told, within).toContain("+src/a.txt");
});

test("new folders, what is in them, renames and removals are told", async () => {
  execFileSync("sh", ["-c", "mkdir -p x/y/z && echo 1 > x/y/z/deep.txt"], { cwd: place.root });
  await expect.poll(told, within).toContain("+x/y/z/deep.txt");
  await appendFile(path.join(place.root, "x/y/z/deep.txt"), "2");
  await expect.poll(() => told().filter((one) => one === "+x/y/z/deep.txt").length, within).toBeGreaterThan(1);
  await rename(path.join(place.root, "x"), path.join(place.root, "w"));
  await expect.poll(told, within).toEqual(expect.arrayContaining(["-x/y/z/deep.txt", "+w/y/z/deep.txt"]));
  await rm(path.join(place.root, "w"), { recursive: true });
  await expect.poll(told, within).toContain("-w/y/z/deep.txt");
});

test("a save through the server is told to the other pages too", async () => {
  await place.files.write(workspace, { path: at("src/b.txt"), text: "b", base: null, force: false });
  await expect.poll(told, within).toContain("+src/b.txt");
});

test("very many changes at once are told as one", async () => {
  execFileSync("sh", ["-c", "mkdir many && cd many && seq 1 1000 | xargs touch"], { cwd: place.root });
  await expect.poll(() => place.notices.some((notice) => notice.files === null), within).toBe(true);
});

test("a program that writes without a pause does not keep the server busy", async () => {
  const writer = spawn(
    process.execPath,
    ["-e", "const fs=require('fs');let i=0;for(;;)fs.appendFileSync('f'+(i++%7),'x')"],
    { cwd: place.root, stdio: "ignore" },
  );
  await expect.poll(told, within).toContain("+f0");
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  const before = process.cpuUsage();
  const started = performance.now();
  const notices = place.notices.length;
  await expect
    .poll(() => statSync(path.join(place.root, "f0")).size, { timeout: 20_000, interval: 100 })
    .toBeGreaterThan(20_000);
  delay.disable();
  const cpu = process.cpuUsage(before);
  const ended = once(writer, "exit");
  writer.kill();
  await ended;
  const passed = performance.now() - started;
  expect((cpu.user + cpu.system) / 1000).toBeLessThan(passed / 2);
  expect(delay.percentile(99) / 1e6).toBeLessThan(250);
  expect(place.notices.length - notices).toBeLessThan(5 + passed / 100);
});

/** The folders that this process watches, as the kernel counts them. */
function watched(): number {
  const descriptors = readdirSync("/proc/self/fdinfo").flatMap((name) => {
    try {
      return readFileSync(`/proc/self/fdinfo/${name}`, "utf8").split("\n");
    } catch {
      return [];
    }
  });
  return descriptors.filter((line) => line.startsWith("inotify wd")).length;
}

test("after the last page went nothing is watched", async () => {
  expect(watched()).toBeGreaterThan(0);
  place.present(false);
  await expect.poll(watched, within).toBe(0);
  expect(place.failures).toEqual([]);
});
