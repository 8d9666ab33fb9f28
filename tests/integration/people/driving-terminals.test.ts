import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { UserId } from "#shared/ids";
import { maxInputBytes } from "#shared/socket/catalogue";
import { Screen } from "../../docker/terminals/screen";
import { patient, withTerminals } from "../terminals/terminal-lab";
import { driveWithConsent } from "./somebody";

const lab = withTerminals();

/** A student's shell with a tutor who drives in it by consent. */
async function shared() {
  const owned = await lab.student();
  const page = await lab.page(owned);
  const screen = await lab.open(page);
  const visiting = await lab.tutor(owned);
  const tutor = { person: visiting.person, user: UserId.parse(visiting.person.id), page: await lab.page(visiting) };
  const watching = await Screen.attach(tutor.page, screen.id);
  const student = { person: owned.person, user: UserId.parse(owned.person.id), workspace: owned.workspace, page };
  await driveWithConsent(student, tutor);
  return { student, tutor, screen, watching, id: screen.id };
}

test("a driver who is stopped in the middle of a line does not end it", async () => {
  const { student, tutor, screen, watching } = await shared();
  const file = path.join(lab.folder, "from-the-tutor");
  watching.type(`echo hello-$((40+2))\n`);
  await expect.poll(() => screen.text, patient).toContain("hello-42\r\n");
  watching.type(`touch ${file.slice(0, -6)}`);
  await expect.poll(() => screen.text, patient).toContain("touch ");
  await student.page.value("drive:revoke", { user: tutor.user });
  for (const key of `${file.slice(-6)}\n`) watching.type(key);
  // Answered after the keys were taken.
  expect(await tutor.page.call("terminal:close", { id: screen.id })).toMatchObject({ ok: false });
  screen.type("\u0015echo mine-$((1+1))\n");
  await expect.poll(() => screen.text, patient).toContain("mine-2\r\n");
  expect(existsSync(file)).toBe(false);
});

test("what a stopped driver has pasted and the program has not read yet is forgotten", async () => {
  const { student, tutor, screen, watching } = await shared();
  const [gate, count] = [path.join(lab.folder, "gate"), path.join(lab.folder, "count")];
  execFileSync("mkfifo", [gate]);
  screen.type(
    `stty raw -echo; echo be''gin; cat ${gate}; timeout --foreground 1 cat | wc -c >${count}; stty sane; echo e''nd\n`,
  );
  await expect.poll(() => screen.text, patient).toContain("begin");
  const pasted = 40 * maxInputBytes;
  for (let sent = 0; sent < pasted; sent += maxInputBytes) watching.type("x".repeat(maxInputBytes));
  // Answered after the paste was taken: it waits in this server and in the keeper.
  expect(await tutor.page.call("drive:ask")).toMatchObject({ ok: true, value: { granted: true } });
  await student.page.value("drive:revoke", {});
  await writeFile(gate, "");
  await expect.poll(() => screen.text, patient).toContain("end");
  // What the keeper and the kernel took already is the program's; it is at most a window.
  expect(Number(readFileSync(count, "utf8"))).toBeLessThan(2 * 64 * 1024);
  screen.type("echo mine-$((1+1))\n");
  await expect.poll(() => screen.text, patient).toContain("mine-2\r\n");
});

test("the size is the driver's while they type and the student's again when they are stopped", async () => {
  const { student, tutor, screen, watching, id } = await shared();
  student.page.socket.emit("terminal:resize", { id, cols: 100, rows: 30 });
  await expect
    .poll(() => tutor.page.heard("terminal:changed").at(-1), patient)
    .toMatchObject({ cols: 100, rows: 30, sizedBy: student.user });
  tutor.page.socket.emit("terminal:resize", { id, cols: 60, rows: 20 });
  watching.type("stty size\n");
  await expect.poll(() => screen.text, patient).toContain("20 60\r\n");
  expect(student.page.heard("terminal:changed").at(-1)).toMatchObject({ sizedBy: tutor.user });
  await student.page.value("drive:revoke", {});
  await expect
    .poll(() => tutor.page.heard("terminal:changed").at(-1), patient)
    .toMatchObject({ cols: 100, rows: 30, sizedBy: student.user });
});

test("exactly one page answers what programs ask, whoever comes, types and goes", async () => {
  const { student, tutor, screen, watching, id } = await shared();
  const second = await lab.page({ person: student.person, workspace: student.workspace });
  const attached = await second.value("terminal:attach", { id, from: 0 });
  expect(attached.answers).toBe(false);
  const pages = [student.page, tutor.page, second];
  const answering = () => pages.map((page) => page.heard("terminal:answerer").at(-1)?.answers === true);
  await expect.poll(answering, patient).toEqual([true, false, false]);
  watching.type("\n");
  await expect.poll(answering, patient).toEqual([false, true, false]);
  await student.page.value("drive:revoke", {});
  await expect.poll(() => answering().filter(Boolean).length, patient).toBe(1);
  expect(answering()[1]).toBe(false);
  screen.type("\n");
  await expect.poll(answering, patient).toEqual([true, false, false]);
  student.page.socket.close();
  await expect.poll(() => answering()[2], patient).toBe(true);
});
