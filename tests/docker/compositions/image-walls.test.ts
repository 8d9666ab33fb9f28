import { expect, test } from "vitest";
import type { Page } from "../../integration/fixtures/page";
import { write } from "../checks/check-lab";
import { withLiveServer } from "../instances/live-server";
import { builtBy, engineHas, printedBy, up } from "./composition-lab";

const experiment = `
x-varlab:
  title: Images
  toolchain: python
  compose: student
  images: { base: [python, node], timeout: 25s }
services:
  app: { build: ./solution/app }
`;
const server = withLiveServer(experiment);

/** Puts a Dockerfile with these instructions into a fresh workspace. */
async function workspaceWith(...instructions: string[]): Promise<{ page: Page; id: Parameters<typeof engineHas>[1] }> {
  const owned = await server.workspace();
  const page = await server.page(owned);
  await page.value("workspace:open");
  const dockerfile = ["FROM python:3", "WORKDIR /app", ...instructions, 'CMD ["sleep", "1000"]'].join("\n");
  await write(page, [
    { path: "compose.yaml", text: "services:\n  app:\n    build: ./app\n" },
    { path: "app/Dockerfile", text: dockerfile },
  ]);
  return { page, id: owned.id };
}

async function outcome(page: Page) {
  const build = await up(page);
  return { build, text: await printedBy(page, build) };
}

test("RUN has neither root, nor a network, nor a way to the host, and can write only to what the image adds", async () => {
  const probe = [
    "echo uid $(id -u) groups $(id -G)",
    "echo caps $(grep CapEff /proc/self/status | cut -f2) nnp $(grep NoNewPrivs /proc/self/status | cut -f2)",
    "echo links $(ls /sys/class/net)",
    "echo written > /app/here && echo app writable",
    "(echo x > /etc/here) 2>/dev/null || echo etc closed",
    "(mknod /app/disk b 8 0) 2>/dev/null || echo mknod closed",
    "(mount -t tmpfs none /mnt) 2>/dev/null || echo mount closed",
    "(unshare -U true) 2>/dev/null || echo userns closed",
    "ls /workspace /varlab | tr '\\n' ' '",
    'python3 -c \'import socket; s=socket.socket(); s.settimeout(2); print("dial", s.connect_ex(("172.17.0.1", 22)))\'',
  ].join("; ");
  const { page } = await workspaceWith(`RUN ${probe}`);
  const { build, text } = await outcome(page);
  expect(build.state, text).toBe("succeeded");
  expect(text).toContain("uid 10001 groups 10001\n");
  expect(text).toContain("caps 0000000000000000 nnp 1\n");
  expect(text).toContain("links lo\n");
  for (const line of ["app writable", "etc closed", "mknod closed", "mount closed", "userns closed"])
    expect(text).toContain(`${line}\n`);
  // ENETUNREACH: there is no way out at all.
  expect(text).toContain("dial 101\n");
  expect(text).not.toContain("compose.yaml");
}, 120_000);

test("a fork bomb, too much memory and too many bytes end the build, with a sentence at their line", async () => {
  const forks = await workspaceWith(
    `RUN python3 -c 'exec("import os,time\\nfor i in range(2000):\\n  os.fork() or time.sleep(30)")' ; echo after $?`,
  );
  const forked = await outcome(forks.page);
  expect(forked.text).toMatch(/BlockingIOError|Resource temporarily unavailable/);

  const memory = await workspaceWith("RUN python3 -c 'x = bytearray(2 * 1024 ** 3)'");
  const full = await outcome(memory.page);
  expect(full.build).toMatchObject({ state: "failed", diagnostics: [{ file: "app/Dockerfile", line: 3 }] });

  const disk = await workspaceWith("RUN for i in 1 2 3 4 5 6; do fallocate -l 50M /app/$i || exit 7; done");
  const filled = await outcome(disk.page);
  expect(filled.build).toMatchObject({ state: "failed", diagnostics: [{ file: "app/Dockerfile", line: 3 }] });
  expect(filled.text).toMatch(/No space left on device/);
  expect(filled.build.diagnostics[0]?.message).toBe("The command ended with exit code 7.");
}, 240_000);

test("a build can be cancelled, takes no longer than it may, and leaves no container behind", async () => {
  const { page, id } = await workspaceWith("RUN echo asleep; sleep 1000");
  const { id: build } = await page.value("composition:up");
  await expect
    .poll(
      () =>
        page
          .heard("build:output")
          .flatMap(({ chunks }) => chunks.map(({ bytes }) => Buffer.from(bytes).toString()))
          .join(""),
      {
        timeout: 60_000,
      },
    )
    .toContain("asleep\n");
  await page.value("build:cancel", { id: build });
  expect((await builtBy(page, build)).state).toBe("cancelled");
  await expect.poll(() => engineHas("container", id, "varlab.role=aside"), { timeout: 15_000 }).toEqual([]);

  const late = await up(page);
  expect(late).toMatchObject({ state: "timed-out", stage: expect.stringMatching(/within 25 seconds/) });
  await expect.poll(() => engineHas("container", id, "varlab.role=aside"), { timeout: 15_000 }).toEqual([]);
  expect(engineHas("image", id)).toEqual([]);
}, 180_000);

test("steps are cached up to what has changed, links lead nowhere, and stages pass files on", async () => {
  const text = [
    "FROM node AS make",
    "WORKDIR /src",
    "COPY package.json .",
    "RUN mkdir -p out && cp package.json out/ && ln -s /etc/passwd out/link && mkfifo out/pipe && date +%N > out/time",
    "COPY main.py .",
    "RUN cp main.py out/",
    "FROM python:3",
    "WORKDIR /app",
    "COPY --from=make /src/out .",
    "ENV GREETING=hello",
    'ENTRYPOINT ["python3", "-u"]',
    'CMD ["main.py"]',
  ].join("\n");
  const { page } = await workspaceWith();
  await write(page, [
    { path: "app/Dockerfile", text },
    { path: "app/package.json", text: "{}" },
    {
      path: "app/main.py",
      text: "import os; print(os.environ['GREETING'], os.readlink('link'), sorted(os.listdir('.')))",
    },
  ]);
  const first = await outcome(page);
  expect(first.build.state, first.text).toBe("succeeded");
  const printed = () =>
    page
      .heard("console:output")
      .flatMap(({ chunks }) => chunks.map(({ bytes }) => Buffer.from(bytes).toString()))
      .join("");
  await expect
    .poll(printed, { timeout: 30_000 })
    .toContain("hello /etc/passwd ['link', 'main.py', 'package.json', 'time']");

  await write(page, [{ path: "app/main.py", text: "print('changed')" }]);
  const second = await outcome(page);
  expect(second.text).toContain("=> CACHED [make 3/5] RUN mkdir -p out");
  expect(second.text).toContain("=> [make 5/5] RUN cp main.py out/");
  await expect.poll(printed, { timeout: 30_000 }).toContain("changed");
}, 180_000);

test("what cannot be built is marked in the Dockerfile and in the Compose file", async () => {
  const { page } = await workspaceWith("COPY missing.py ./");
  const missing = await outcome(page);
  expect(missing.build.diagnostics).toMatchObject([
    { file: "app/Dockerfile", line: 3, message: expect.stringContaining("There is no “missing.py”") },
  ]);
  await write(page, [{ path: "app/Dockerfile", text: "FROM nginx\nUSER root\n" }]);
  expect((await outcome(page)).build.diagnostics.map(({ file, line }) => [file, line])).toEqual([
    ["app/Dockerfile", 1],
    ["app/Dockerfile", 2],
  ]);
  await write(page, [{ path: "compose.yaml", text: "services:\n  app:\n    build: ./app\n    privileged: true\n" }]);
  expect((await outcome(page)).build.diagnostics).toMatchObject([{ file: "compose.yaml", line: 4, severity: "error" }]);
  await write(page, [{ path: "compose.yaml", text: "services:\n  app:\n    build: ../../etc\n" }]);
  expect((await outcome(page)).build.diagnostics).toMatchObject([{ file: "compose.yaml", line: 3 }]);
}, 120_000);
