import { expect, test } from "vitest";
import { check, firstFailure, summary, treeOf, withCheckLab, write } from "../checks/check-lab";
import { containerOf } from "../instances/live-server";
import { engineHas, inContainer, printedBy, reaches, up } from "./composition-lab";

const server = withCheckLab("hello-relay-images");

test("what a student writes is built, brought up, changed, checked and taken down", async () => {
  const owned = await server.workspace();
  const page = await server.page(owned);
  const opened = await page.value("workspace:open");
  expect(opened.workspace.composed).toBe("student");
  expect(opened.instances).toEqual([]);

  const starter = await check(page);
  expect(starter.state, summary(starter)).toBe("failed");
  expect(firstFailure(starter)?.hint, summary(starter)).toMatch(
    /^Nothing says yet what is to run\. Write compose\.yaml/,
  );

  await write(page, treeOf("hello-relay-images", "solution"));
  const first = await up(page);
  expect(first.state, await printedBy(page, first)).toBe("succeeded");
  for (const name of ["service2", "service1"]) await reaches(page, name, "running");
  const [one, two] = [containerOf(owned.id, "service1"), containerOf(owned.id, "service2")];
  expect(inContainer(one, "id", "-u")).toBe("10001");
  expect(inContainer(one, "cat", "/proc/1/comm")).toBe("keeper");
  expect(() => inContainer(one, "touch", "/app/x")).toThrow(/Read-only file system/);
  expect(inContainer(one, "stat", "-c", "%U %a %n", "/app/service1.mjs")).toBe("student 644 /app/service1.mjs");
  expect(engineHas("image", owned.id)).toHaveLength(2);

  // Nothing has changed: nothing is built, and nobody is disturbed.
  const again = await up(page);
  expect(await printedBy(page, again)).toContain("CACHED [2/2] COPY connection.mjs service1.mjs ./");
  expect([containerOf(owned.id, "service1"), containerOf(owned.id, "service2")]).toEqual([one, two]);

  // One program changes: its container is another one, the other runs on.
  await write(page, [{ path: "service2/service2.mjs", text: 'console.log("changed"); setInterval(() => {}, 1000);' }]);
  await up(page);
  await reaches(page, "service2", "running");
  expect(containerOf(owned.id, "service1")).toBe(one);
  expect(containerOf(owned.id, "service2")).not.toBe(two);
  expect(engineHas("image", owned.id)).toHaveLength(2);

  // A service is taken out of the file.
  await write(page, [{ path: "compose.yaml", text: "services:\n  service2:\n    build: ./service2\n" }]);
  await up(page);
  expect(
    page
      .heard("instance:list")
      .at(-1)
      ?.instances.map(({ name }) => name),
  ).toEqual(["service2"]);
  expect(containerOf(owned.id, "service1")).toBe("");
  const without = await check(page);
  expect(firstFailure(without)?.evidence[0]?.says, summary(without)).toBe(
    "The Compose file has no service `service1`, which the task asks for.",
  );

  await write(page, treeOf("hello-relay-images", "solution"));
  const solution = await check(page);
  expect(solution.state, summary(solution)).toBe("passed");

  await page.value("composition:down");
  expect(page.heard("instance:list").at(-1)?.instances).toEqual([]);
  expect(engineHas("container", owned.id, "varlab.role=instance")).toEqual([]);
  expect(await page.value("files:read", { path: "compose.yaml" as never })).toMatchObject({ kind: "text" });

  // With the workspace its images go.
  await server.database.removedWorkspace.create({ data: { id: owned.id } });
  await server.database.workspace.delete({ where: { id: owned.id } });
  await expect.poll(() => engineHas("image", owned.id), { timeout: 30_000 }).toEqual([]);
}, 240_000);

test("what is up is up after a restart of the server", async () => {
  const owned = await server.workspace();
  const page = await server.page(owned);
  await page.value("workspace:open");
  await write(page, treeOf("hello-relay-images", "solution"));
  await up(page);
  await reaches(page, "service1", "running");
  const before = containerOf(owned.id, "service1");
  await server.restart();
  const next = await server.page(owned);
  const { instances } = await next.value("workspace:open");
  expect(instances.map(({ name, state }) => [name, state])).toEqual([
    ["service1", "running"],
    ["service2", "running"],
  ]);
  expect(containerOf(owned.id, "service1")).toBe(before);
  await next.value("composition:down");
}, 120_000);
