import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import type { InstanceName } from "#shared/ids";
import { containerOf, withLiveServer } from "../instances/live-server";
import { reaches } from "./composition-lab";

const experiment = `
x-varlab:
  title: Pins
  toolchain: node
  build: { command: "true", artifacts: [] }
services:
  a: { image: varlab/node-run, command: [sleep, "1000"] }
`;
const server = withLiveServer(experiment);
const name = "a" as InstanceName;

function idOf(image: string): string {
  return execFileSync("docker", ["image", "inspect", "--format", "{{.Id}}", image], { encoding: "utf8" }).trim();
}

test("a version keeps to the images that its names stood for, and says what to do when one is gone", async () => {
  const pins = () => server.database.pinnedImage.findMany({ where: { versionId: server.course.versionId } });
  await expect
    .poll(async () => (await pins()).map((pin) => [pin.name, pin.imageId]).sort(), { timeout: 15_000 })
    .toEqual([
      ["varlab/node", idOf("varlab/node")],
      ["varlab/node-run", idOf("varlab/node-run")],
    ]);

  // The name stood for another image when it was published.
  const where = { name: "varlab/node-run", versionId: server.course.versionId };
  await server.database.pinnedImage.updateMany({ where, data: { imageId: idOf("varlab/python-run") } });
  const owned = await server.workspace();
  const page = await server.page(owned);
  await page.value("workspace:open");
  await page.value("instance:start", { name });
  await reaches(page, "a", "running");
  const used = execFileSync("docker", ["inspect", "--format", "{{.Image}}", containerOf(owned.id, "a")], {
    encoding: "utf8",
  });
  expect(used.trim()).toBe(idOf("varlab/python-run"));

  await page.value("instance:reset", { name });
  await server.database.pinnedImage.updateMany({ where, data: { imageId: `sha256:${"0".repeat(64)}` } });
  await page.value("instance:start", { name });
  await reaches(page, "a", "failed");
  expect(page.heard("instance:changed").at(-1)?.note).toMatch(
    /^The image varlab\/node-run with which this version was published \(0{12}\) is not on this machine any more\. .*"varlab repin"/,
  );
}, 90_000);
