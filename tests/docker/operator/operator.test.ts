import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import type { InstanceName, WorkspaceId } from "#shared/ids";
import { makePerson, makeWorkspace, type Person } from "../../integration/fixtures/course";
import { shellExperiment } from "../instances/compose";
import { withLiveServer } from "../instances/live-server";
import { openOperatorPage, signOperatorTicket } from "./operator-page";

const server = withLiveServer(shellExperiment({ one: "echo ready; sleep 1000", two: "echo ready; sleep 1000" }));
const named = (name: string) => name as InstanceName;
const withinASecondOrTwo = { timeout: 10_000 };

async function operator(): Promise<Person> {
  const person = await makePerson(server.database, server.course);
  await server.database.user.update({ where: { id: person.id }, data: { operator: true } });
  return person;
}

const openOperator = async () => openOperatorPage(server.port, await signOperatorTicket(await operator()));

async function running(owned: { person: Person; id: WorkspaceId }) {
  const page = await server.page(owned);
  await page.value("workspace:open");
  await page.value("instance:start", { name: named("one") });
  return page;
}

const stateOf = async (id: string) => (await server.database.workspace.findUniqueOrThrow({ where: { id } })).state;

function containersOf(id: string): string[] {
  const listed = execFileSync("docker", ["ps", "-aq", "--filter", `label=varlab.workspace=${id}`], {
    encoding: "utf8",
  });
  return listed.split("\n").filter((line) => line !== "");
}

test("an operator sees who uses what, live, and stops it; the owner reads who did and can go on", async () => {
  const owned = await server.workspace();
  const page = await running(owned);
  const looking = await openOperator();
  const first = await looking.value("operator:open", {});
  expect(first.engine).toMatchObject({ state: "answers", name: "docker" });
  const row = () => looking.told.at(-1)?.workspaces.find(({ id }) => id === owned.id);
  await expect.poll(() => row()?.machines.map(({ name }) => name), withinASecondOrTwo).toEqual(["one", "toolchain"]);
  expect(row()).toMatchObject({ owner: { user: owned.person.id }, viewers: 1, disk: { size: expect.any(Number) } });
  expect(row()?.machines[0]).toMatchObject({ memoryLimit: 64 * 1024 * 1024, paused: false });
  expect(row()?.machines[0]?.memory).toBeGreaterThan(0);

  await looking.value("operator:stop", { workspace: owned.id });
  expect(containersOf(owned.id)).toEqual([]);
  expect(await stateOf(owned.id)).toBe("suspended");
  await expect.poll(() => row()?.machines, withinASecondOrTwo).toEqual([]);
  const { entries } = await page.value("audit:list", {});
  expect(entries[0]).toMatchObject({ kind: "machines.stopped" });
  const { instances } = await page.value("workspace:open");
  expect(instances.find(({ name }) => name === "one")).toMatchObject({ state: "exited" });

  expect(await page.value("instance:start", { name: named("one") })).toMatchObject({ state: "running" });
  expect(await stateOf(owned.id)).toBe("ready");
});

test("the door is shut for everybody else, and closes behind who is no operator any more", async () => {
  const student = await makePerson(server.database, server.course, "lecturer");
  await expect(openOperatorPage(server.port, await signOperatorTicket(student))).rejects.toMatchObject({
    code: "unauthenticated",
  });
  await expect(openOperatorPage(server.port, "nothing")).rejects.toMatchObject({ code: "unauthenticated" });
  const person = await operator();
  const page = await openOperatorPage(server.port, await signOperatorTicket(person));
  const before = performance.now();
  await server.database.user.update({ where: { id: person.id }, data: { operator: false } });
  await page.closed;
  expect(performance.now() - before).toBeLessThan(2000);
});

test("a person runs no more workspaces than the quota says; suspending one makes room for another", async () => {
  const looking = await openOperator();
  await looking.value("operator:quotas", { workspacesPerPerson: 1, memoryMegabytes: null });
  const owned = await server.workspace();
  const first = await running(owned);
  const copy = await server.database.experimentVersion.findFirstOrThrow({ where: { id: server.course.versionId } });
  const versionId = `${copy.id}-2`;
  await server.database.experimentVersion.create({ data: { ...copy, id: versionId, number: 2 } });
  const id = await makeWorkspace(server.database, { ...server.course, versionId }, owned.person);
  const second = await server.page({ person: owned.person, id });
  await second.value("workspace:open");
  const refused = await second.call("instance:start", { name: named("one") });
  expect(JSON.stringify(refused)).toContain("Another workspace of yours is running");
  expect(containersOf(id)).toEqual([]);
  expect((await first.call("instance:start", { name: named("two") })).ok).toBe(true);

  await first.value("workspace:suspend");
  expect(await second.value("instance:start", { name: named("one") })).toMatchObject({ state: "running" });
  await looking.value("operator:quotas", { workspacesPerPerson: null, memoryMegabytes: null });
});

test("what would not fit into the memory that may be given away is refused with a sentence", async () => {
  const looking = await openOperator();
  await looking.value("operator:quotas", { workspacesPerPerson: null, memoryMegabytes: 256 });
  const page = await server.page(await server.workspace());
  await page.value("workspace:open");
  expect(JSON.stringify(await page.call("instance:start", { name: named("one") }))).toContain("This machine is full");
  expect((await looking.call("operator:quotas", { workspacesPerPerson: 0, memoryMegabytes: null })).ok).toBe(false);
  await looking.value("operator:quotas", { workspacesPerPerson: null, memoryMegabytes: null });
  expect((await page.call("instance:start", { name: named("one") })).ok).toBe(true);
});

test("archiving the course stops what runs in it, and nothing starts until it is opened again", async () => {
  const owned = await server.workspace();
  const page = await running(owned);
  const become = (state: string) => server.database.course.update({ where: { id: server.course.id }, data: { state } });
  await become("archived");
  await expect.poll(() => containersOf(owned.id), { timeout: 15_000 }).toEqual([]);
  expect((await page.call("instance:start", { name: named("one") })).ok).toBe(false);
  await become("open");
  await expect
    .poll(async () => (await page.call("instance:start", { name: named("one") })).ok, { timeout: 5000 })
    .toBe(true);
});

test("images that nothing needs are removed, others are not", async () => {
  const name = `varlab/unneeded-${server.config.installation}:1`;
  execFileSync("docker", ["import", "--change", "LABEL varlab.image=old", "-", name], {
    input: execFileSync("tar", ["-c", "-T", "/dev/null"]),
  });
  const looking = await openOperator();
  const { images } = await looking.value("operator:images", {});
  const unneeded = images.find(({ names }) => names.includes(name));
  const needed = images.find(({ names }) => names.includes("varlab/node-run:latest"));
  expect(unneeded).toMatchObject({ containers: 0 });
  expect(unneeded?.keptFor).toBeUndefined();
  expect(["containers", "experiments"]).toContain(needed?.keptFor);
  const refused = await looking.call("operator:remove-images", { ids: [unneeded?.id ?? "", needed?.id ?? ""] });
  expect(refused).toMatchObject({ ok: false, failure: { code: "refused" } });
  const after = await looking.value("operator:remove-images", { ids: [unneeded?.id ?? ""] });
  expect(after.images.some(({ names }) => names.includes(name))).toBe(false);
});

test("a workspace that was deleted on purpose leaves no machine, no disk and no log behind", async () => {
  const owned = await server.workspace();
  await running(owned);
  const places = ["disks", "workspaces", "runs", "instances"].map((folder) =>
    path.join(server.config.data, folder, folder === "disks" ? `${owned.id}.ext4` : owned.id),
  );
  expect(places.filter((place) => !existsSync(place))).toEqual([]);
  await server.database.$transaction([
    server.database.removedWorkspace.create({ data: { id: owned.id } }),
    server.database.user.delete({ where: { id: owned.person.id } }),
  ]);
  const left = () => [...containersOf(owned.id), ...places.filter((place) => existsSync(place))];
  await expect.poll(left, { timeout: 30_000 }).toEqual([]);
  await expect.poll(() => server.database.removedWorkspace.count(), { timeout: 10_000 }).toBe(0);
});
