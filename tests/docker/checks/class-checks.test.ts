import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import type { ClassCheckView } from "#shared/checks/class-views";
import { unbundle } from "#shared/socket/bundle";
import { makePerson, signCourseTicket } from "../../integration/fixtures/course";
import { openClassPage } from "../../integration/people/class-page";
import { heardOf } from "../instances/consoles";
import { treeOf, withCheckLab, write } from "./check-lab";

const server = withCheckLab("hello-relay");
const slugOf = async () =>
  (await server.database.experiment.findFirstOrThrow({ where: { courseId: server.course.id } })).slug;

async function teacher() {
  const lecturer = await makePerson(server.database, server.course, "lecturer");
  const page = await openClassPage(server.port, await signCourseTicket(lecturer, server.course.id));
  const heard: ClassCheckView[] = [];
  page.socket.on("checks:changed", (raw: unknown) => heard.push(unbundle(raw) as ClassCheckView));
  return { page, heard };
}

type Owned = Awaited<ReturnType<typeof server.workspace>>;

test("a lecturer checks everybody on clean copies, which leave nothing behind and touch nothing of the students", async () => {
  const two = [await server.workspace(), await server.workspace()];
  const [solving, starting] = two.toSorted((a, b) => a.person.id.localeCompare(b.person.id, "de")) as [Owned, Owned];
  const student = await server.page(solving);
  await student.value("workspace:open");
  await write(student, treeOf("hello-relay", "solution"));
  const idle = await server.page(starting);
  await idle.value("workspace:open");
  // In the copy it must be gone too: the starter has it.
  await idle.value("files:remove", { paths: ["src/connection.mjs"] as never });

  const { page, heard } = await teacher();
  const experiment = await slugOf();
  expect(await page.value("checks:newest", { experiment })).toEqual({ run: null });
  const begun = await page.value("checks:run", { experiment });
  expect(begun).toMatchObject({
    state: "running",
    results: [{ student: solving.person.id }, { student: starting.person.id }],
  });
  expect(await page.call("checks:run", { experiment })).toMatchObject({ ok: false, failure: { code: "busy" } });
  await expect.poll(() => heard.at(-1)?.state, { timeout: 110_000, interval: 200 }).toBe("finished");

  const { run } = await page.value("checks:newest", { experiment });
  const of = (workspace: string) => run?.results.find((result) => result.workspace === workspace);
  expect(of(solving.id), JSON.stringify(run)).toMatchObject({ state: "passed" });
  expect(of(solving.id)?.checks.map(({ state }) => state)).toEqual(["passed", "passed", "passed"]);
  expect(of(starting.id)).toMatchObject({ state: "failed", note: expect.stringMatching(/connection\.mjs/) });

  expect(heardOf(student, "service1")?.state ?? "empty").toBe("empty");
  expect(student.heard("build:changed")).toEqual([]);
  expect(await server.database.user.count({ where: { id: { startsWith: "copy_" } } })).toBe(0);
  expect(await server.database.workspace.count()).toBe(2);
  const names = execFileSync("docker", ["ps", "--all", "--format", "{{.Names}}"], { encoding: "utf8" });
  expect(names).not.toContain(`${server.config.installation}-copy_`);
  const networks = execFileSync("docker", ["network", "ls", "--format", "{{.Name}}"], { encoding: "utf8" });
  expect(networks).not.toContain(`${server.config.installation}-copy_`);
  expect(execFileSync("ls", [`${server.config.data}/disks`], { encoding: "utf8" })).not.toContain("copy_");
  // The class page shows students only.
  expect(page.state?.students.every(({ name }) => !name.includes("copy"))).toBe(true);
});

test("copies that a server left behind go with the next one, which says of the run that it was cut off", async () => {
  const owned = await server.workspace();
  const student = await server.page(owned);
  await student.value("workspace:open");
  const { page, heard } = await teacher();
  const experiment = await slugOf();
  await page.value("checks:run", { experiment });
  const copies = () => server.database.user.count({ where: { id: { startsWith: "copy_" } } });
  await expect.poll(copies, { timeout: 30_000 }).toBe(1);
  await expect
    .poll(() => execFileSync("docker", ["ps", "--format", "{{.Names}}"], { encoding: "utf8" }), { timeout: 30_000 })
    .toContain("-copy_");
  await server.restart();
  expect(await copies()).toBe(0);
  const again = await teacher();
  const { run } = await again.page.value("checks:newest", { experiment });
  expect(run?.state).toBe("broken");
  expect(run?.results.filter(({ state }) => state === "running" || state === "waiting")).toEqual([]);
  expect(heard.at(-1)?.state).toBe("running");
});
