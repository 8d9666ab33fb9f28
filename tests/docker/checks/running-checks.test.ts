import { describe, expect, test } from "vitest";
import type { InstanceName } from "#shared/ids";
import { heardOf, logOf, runOf } from "../instances/consoles";
import { check, ended, summary, treeOf, withCheckLab, write } from "./check-lab";

/** Steps that fail and steps that hold, on the solution of the relay. */
const checks = `
checks:
  - name: Everything that a step can do
    steps:
      - start: [service1, service2]
        within: 30s
      - log: { at: [service1, service2], text: "listens on" }
      - request: { url: "http://localhost:8002/", from: service2, status: 200 }
      - request: { url: "http://service1:8001/elsewhere", status: 404, text: "only answers at /" }
      - unreachable: { at: service2, port: 8002 }
      - run: { at: service1, command: [sh, -c, "cat; echo counted"], log: service2, text: counted }
      - silent: { at: service2, text: "was asked by 127.0.0.1", for: 500ms }
        hint: Somebody asked.
  - name: Who is stopped has ended
    steps:
      - start: service2
      - log: { at: service2, text: "listens on" }
      - stop: service2
      - type: { at: service2, line: "too late" }
        within: 1s
  - name: A command that fails
    steps:
      - run: { at: service1, command: [sh, -c, "echo oh no >&2; exit 3"] }
  - name: Slow
    steps:
      - start: service1
      - silent: { at: service1, text: never, for: 60s }
`;

const server = withCheckLab("hello-relay", [{ path: "a.yaml", text: checks }]);
const names = ["service1", "service2"] as InstanceName[];

async function solved() {
  const workspace = await server.workspace();
  const page = await server.page(workspace);
  await page.value("workspace:open");
  await write(page, treeOf("hello-relay", "solution"));
  return { workspace, page };
}

async function until(page: Awaited<ReturnType<typeof solved>>["page"], title: RegExp): Promise<void> {
  const running = () =>
    page
      .heard("check:changed")
      .at(-1)
      ?.parts.flatMap((part) => part.steps)
      .find((step) => step.state === "running");
  await expect.poll(() => running()?.title ?? "", { timeout: 90_000, interval: 50 }).toMatch(title);
}

describe("a run of checks", () => {
  test("has the instances for itself, tells what each step saw, can be cancelled, and puts back what the student chose", async () => {
    const { page } = await solved();
    const launch = { command: "node /app/service1.mjs --mine" };
    const view = await page.value("instance:configure", { name: names[0] as InstanceName, launch });
    expect(view.launch.command).toBe(launch.command);
    const { id } = await page.value("check:run");
    expect(await page.call("check:run")).toMatchObject({ ok: false, failure: { code: "busy" } });
    for (const call of ["build:start", "instance:start-all", "instance:stop-all"] as const)
      expect(await page.call(call)).toMatchObject({ ok: false, failure: { code: "busy" } });
    await until(page, /does not print “never”/);
    expect(heardOf(page, "service1")?.command).toEqual(["node", "/app/service1.mjs"]);
    await page.value("check:cancel", { id });
    const run = await ended(page, id);
    expect(run.state, summary(run)).toBe("cancelled");
    expect(run.parts.map(({ state }) => state)).toEqual(["passed", "failed", "failed", "failed", "skipped"]);
    const [, everything, stopped, failing] = run.parts;
    expect(everything?.steps.map(({ state }) => state).join(" "), summary(run)).toMatch(/^(passed ){6}failed$/);
    expect(everything?.steps.at(-1)).toMatchObject({ hint: "Somebody asked." });
    expect(everything?.steps[5]?.evidence[0]?.lines.join()).toMatch(/Service 2 listens.*counted/);
    expect(stopped?.steps.at(-1)?.evidence[0]?.says).toMatch(/Nobody reads what is typed: service2 /);
    expect(failing?.steps[0]?.evidence[0]).toMatchObject({ says: "It ended with exit code 3.", lines: ["oh no"] });
    await expect.poll(() => heardOf(page, "service1")?.launch.command).toBe(launch.command);
    expect(names.map((name) => heardOf(page, name)?.state)).not.toContain("running");
    expect((await page.value("check:list")).runs.map((one) => [one.number, one.state])).toEqual([[1, "cancelled"]]);
    expect(await page.call("check:cancel", { id })).toMatchObject({ ok: false, failure: { code: "refused" } });
  });

  test("that does not compile fails with the compiler's line", async () => {
    const { page } = await solved();
    await write(page, [{ path: "src/service1.mjs", text: "const answer = ;\n" }]);
    const run = await check(page);
    expect(run.state).toBe("failed");
    expect(run.parts.map(({ state }) => state)).toEqual(["failed", "skipped", "skipped", "skipped", "skipped"]);
    expect(run.parts[0]?.steps[1]?.evidence[0]?.lines.join()).toMatch(/src\/service1\.mjs:1: /);
  });

  test("is not decided when the server is restarted meanwhile; what ran is stopped, and the next one can begin", async () => {
    const { workspace, page } = await solved();
    await page.value("check:run");
    await until(page, /does not print “never”/);
    await server.restart();
    const again = await server.page(workspace);
    const opened = await again.value("workspace:open");
    const [run] = (await again.value("check:list")).runs;
    expect(run).toMatchObject({ state: "broken", note: expect.stringMatching(/restarted/) });
    expect(run?.parts.map(({ state }) => state)).toEqual(["passed", "failed", "failed", "failed", "broken"]);
    expect(opened.instances.map(({ state }) => state)).not.toContain("running");
    const next = await again.value("check:run");
    expect(next.number).toBe(2);
    await again.value("check:cancel", { id: next.id });
    expect((await ended(again, next.id)).state).toBe("cancelled");
  });

  test("that is in the way of nobody lets a student start again afterwards", async () => {
    const { page } = await solved();
    const { id } = await page.value("check:run");
    await page.value("check:cancel", { id });
    await ended(page, id);
    const { id: build } = await page.value("build:start");
    const built = () => page.heard("build:changed").findLast((view) => view.id === build)?.state;
    await expect.poll(built, { timeout: 60_000 }).toBe("succeeded");
    await page.value("instance:deploy", { names });
    await page.value("instance:start", { name: "service2" as InstanceName });
    await expect.poll(() => heardOf(page, "service2")?.state, { timeout: 60_000 }).toBe("running");
    const log = () => logOf(page, runOf(heardOf(page, "service2") ?? {}));
    await expect.poll(log, { timeout: 60_000 }).toContain("listens on");
  });
});
