import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import type { ClassCheckView } from "#shared/checks/class-views";
import { unbundle } from "#shared/socket/bundle";
import { makePerson, signCourseTicket } from "../../integration/fixtures/course";
import { openClassPage } from "../../integration/people/class-page";
import { treeOf, withCheckLab, write } from "../checks/check-lab";
import { engineHas } from "./composition-lab";

const server = withCheckLab("hello-relay-images");

test("the grader builds a student's images and brings the Compose file up on a clean copy, which leaves no image behind", async () => {
  const owned = await server.workspace();
  const student = await server.page(owned);
  await student.value("workspace:open");
  await write(student, treeOf("hello-relay-images", "solution"));

  const lecturer = await makePerson(server.database, server.course, "lecturer");
  const page = await openClassPage(server.port, await signCourseTicket(lecturer, server.course.id));
  const heard: ClassCheckView[] = [];
  page.socket.on("checks:changed", (raw: unknown) => heard.push(unbundle(raw) as ClassCheckView));
  const { slug } = await server.database.experiment.findFirstOrThrow({ where: { courseId: server.course.id } });
  await page.value("checks:run", { experiment: slug });
  await expect.poll(() => heard.at(-1)?.state, { timeout: 110_000, interval: 200 }).toBe("finished");

  const { run } = await page.value("checks:newest", { experiment: slug });
  expect(run?.results, JSON.stringify(run)).toMatchObject([{ workspace: owned.id, state: "passed" }]);
  // Of the student's own workspace nothing was brought up.
  expect(engineHas("image", owned.id)).toEqual([]);
  const labels = ["--filter", `label=varlab.installation=${server.config.installation}`];
  expect(
    execFileSync("docker", ["images", "--quiet", ...labels, "--filter", "label=varlab.recipe"], { encoding: "utf8" }),
  ).toBe("");
}, 150_000);
