import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCommand } from "./terminal";

let data = "";

beforeAll(async () => {
  data = await mkdtemp(path.join(tmpdir(), "varlab-command-"));
  await writeFile(path.join(data, "installation.id"), "test-command\n");
});
afterAll(() => rm(data, { recursive: true, force: true }));

test("reset asks first, and keeps everything when the answer is no", async () => {
  const run = runCommand(["reset", "--data", data]);
  await expect.poll(run.text).toContain("Remove it? [y/n]");
  run.type("n\r");
  expect(await run.exit).not.toBe(0);
  expect(run.text()).toContain("Nothing was removed.");
  expect(await readFile(path.join(data, "installation.id"), "utf8")).toBe("test-command\n");
});

test("Ctrl-C at the question removes nothing either", async () => {
  const run = runCommand(["reset", "--data", data]);
  await expect.poll(run.text).toContain("Remove it? [y/n]");
  run.type("\u0003");
  expect(await run.exit).not.toBe(0);
  expect(await readdir(data)).toEqual(["installation.id"]);
});

test("where there is no installation, reset says so and what to do", async () => {
  const run = runCommand(["reset", "--data", path.join(data, "nowhere")]);
  expect(await run.exit).not.toBe(0);
  expect(run.text()).toContain("There is no installation in");
  expect(run.text()).toContain("./varlab up");
});

test.each(["up", "down", "status", "doctor", "logs", "check", "test", "bench", "reset", "reset-password", "repin"])(
  "%s --help explains itself",
  async (name) => {
    const run = runCommand([name, "--help"]);
    expect(await run.exit).toBe(0);
    expect(run.text()).toContain(`usage: ./varlab ${name}`);
  },
);

test("an unknown command and an unknown option end with 2 and name themselves", async () => {
  for (const parameters of [["fly"], ["up", "--fast"]]) {
    const run = runCommand(parameters);
    expect(await run.exit).toBe(2);
    expect(run.text()).toContain(parameters.at(-1));
  }
});
