import { expect, test } from "vitest";
import type { InstanceName, RunId } from "#shared/ids";
import { check, summary, write } from "../checks/check-lab";
import { heardOf, logOf, runOf } from "../instances/consoles";
import { withLiveServer } from "../instances/live-server";
import { reaches, up } from "./composition-lab";

const experiment = `
x-varlab:
  title: Both
  toolchain: python
  build: { command: "mkdir -p out && cp tool.py out/", artifacts: [{ name: tool, path: out }] }
  images: { base: [python] }
services:
  app:
    build: { context: ./starter/app, args: { WHO: anna } }
    command: [--loud]
    x-varlab: { description: The student's image }
  tool:
    image: varlab/python-run
    command: [python3, -u, /app/tool.py]
    depends_on: [app]
    x-varlab: { artifact: tool }
`;
const server = withLiveServer(experiment);
const dockerfile = `FROM python:3
ARG WHO
ENV GREETED=$WHO
WORKDIR /srv/app
COPY main.py .
ENTRYPOINT ["python3", "-u", "main.py"]
CMD ["--quiet"]
`;

test("a lecturer's Compose file may mix images that students write with artifacts that they build", async () => {
  const page = await server.page(await server.workspace());
  const { instances, workspace } = await page.value("workspace:open");
  expect(workspace.composed).toBe("lecturer");
  expect(instances.map(({ name, image, state }) => [name, image, state])).toEqual([
    ["app", "app/Dockerfile", "empty"],
    ["tool", "varlab/python-run", "empty"],
  ]);
  expect(await page.call("instance:start", { name: "app" as InstanceName })).toMatchObject({
    ok: false,
    failure: { sentence: "The image of app is not built yet. Press Up." },
  });

  await write(page, [
    { path: "app/Dockerfile", text: dockerfile },
    {
      path: "app/main.py",
      text: "import os, sys, time; print(os.environ['GREETED'], os.getcwd(), sys.argv[1:]); time.sleep(1000)",
    },
    { path: "tool.py", text: "print('tooled')" },
  ]);
  expect((await up(page)).state).toBe("succeeded");
  const ran = (name: string): RunId => runOf(heardOf(page, name) ?? {});
  await reaches(page, "app", "running");
  await reaches(page, "tool", "exited");
  await expect.poll(async () => logOf(page, ran("app")), { timeout: 20_000 }).toContain("anna /srv/app ['--loud']");
  expect(await logOf(page, ran("tool"))).toContain("tooled");

  await page.value("composition:down");
  expect((await page.value("workspace:open")).instances.map(({ name, state }) => [name, state])).toEqual([
    ["app", "ready"],
    ["tool", "empty"],
  ]);
  const none = await check(page).catch((error: unknown) => error);
  expect(none instanceof Error ? none.message : summary(none as never)).toContain("has no checks");
}, 120_000);
