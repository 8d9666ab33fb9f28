import { expect, test } from "vitest";
import { withSocketServer } from "../fixtures/socket-server";
import { company, driveWithConsent, pageOf, studentAtWork, tutorIn } from "../people/somebody";

const server = withSocketServer();

const become = (state: "open" | "archived") =>
  server.database.course.update({ where: { id: server.course.id }, data: { state } });

test("when a course is archived, its owner and who was let type only read within two seconds, and can again when it is opened", async () => {
  const student = await studentAtWork(server);
  const tutor = await tutorIn(server, student.workspace);
  await driveWithConsent(student, tutor);
  const may = async (page: typeof student.page) => (await page.call("workspace:retry")).ok;
  expect([await may(student.page), await may(tutor.page)]).toEqual([true, true]);

  await become("archived");
  const words = { timeout: 2000 };
  await expect.poll(() => company(student.page)?.you.right, words).toBe("view");
  await expect.poll(() => company(tutor.page)?.you.right, words).toBe("view");
  expect(company(student.page)?.archived).toBe(true);
  expect([await may(student.page), await may(tutor.page)]).toEqual([false, false]);
  expect(await student.page.call("drive:answer", { user: tutor.user, grant: true })).toMatchObject({ ok: false });
  expect((await student.page.call("workspace:open")).ok).toBe(true);

  await expect(pageOf(server, student.person, student.workspace, "own")).rejects.toMatchObject({
    code: "unauthenticated",
  });
  const reader = await pageOf(server, student.person, student.workspace, "view");
  expect((await reader.call("workspace:open")).ok).toBe(true);

  await become("open");
  await expect.poll(() => company(student.page)?.you.right, words).toBe("own");
  expect(company(tutor.page)?.you.right).toBe("view");
});

test("tutors whom the course lets type cannot in an archived one", async () => {
  await server.database.course.update({ where: { id: server.course.id }, data: { tutorsMayDrive: true } });
  const student = await studentAtWork(server);
  await become("archived");
  const tutor = await tutorIn(server, student.workspace);
  expect(await tutor.page.value("drive:ask")).toEqual({ granted: false });
  await become("open");
});
