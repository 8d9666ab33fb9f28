import { execFileSync } from "node:child_process";
import { beforeAll, expect, test } from "vitest";
import type { InstanceName } from "#shared/ids";
import type { Page } from "../../integration/fixtures/page";
import { logOf, runOf } from "./consoles";
import { containerOf, withLiveServer } from "./live-server";

/** Answers with its host name on port 4000. */
const listener = "require('net').createServer((s) => s.end(require('os').hostname() + '\\n')).listen(4000)";
const server = withLiveServer(`x-varlab: { title: T, toolchain: node, build: { command: "true", artifacts: [] } }
x-small: &small
  image: varlab/node-run
  mem_limit: 64m
  stop_grace_period: 1s
x-listener: &listener
  <<: *small
  command: [node, -e, ${JSON.stringify(listener)}]
services:
  front: { <<: *listener, networks: [front] }
  gate:
    <<: *listener
    networks: { front: , back: { aliases: [gateway.example] } }
    extra_hosts: { database: store }
  store: { <<: *listener, networks: [back] }
  web: { <<: *listener, deploy: { replicas: 2 } }
  writer: { <<: *small, command: [sleep, "1000"], volumes: ["data:/var/lib/data"] }
  reader: { <<: *small, command: [sleep, "1000"], volumes: ["data:/data:ro"] }
  terminal:
    <<: *small
    tty: true
    user: student
    working_dir: /tmp
    entrypoint: [bash, -c]
    command: ["test -t 0 && test -t 1 && pwd && id -u && read line && echo got $$line"]
  debugger: { <<: *small, command: [sleep, "1000"], profiles: [debug] }
  looping:
    <<: *small
    command: [bash, -c, "exit 3"]
    deploy: { restart_policy: { condition: on-failure, delay: 2s, max_attempts: 1, window: 1m } }
networks:
  front: { internal: true }
  back:
volumes:
  data: { x-varlab: { size: 16m } }
`);
const named = (name: string) => name as InstanceName;
type Owned = Awaited<ReturnType<typeof server.workspace>>;
let owned: Owned;

beforeAll(async () => {
  owned = await server.workspace();
});

function view(page: Page, name: string) {
  return async () => (await page.value("workspace:open")).instances.find((one) => one.name === name);
}

/** A page of the one workspace of this file, in which everything without a profile was started once. */
async function open(): Promise<Page> {
  const page = await server.page(owned);
  const { instances } = await page.value("workspace:open");
  if (instances.every((one) => one.run === undefined)) await page.value("instance:start-all");
  for (const name of ["front", "gate", "store", "web-1", "web-2", "writer", "reader", "looping", "terminal"])
    await expect.poll(view(page, name), { timeout: 30_000 }).toMatchObject({ machine: "on" });
  return page;
}

/** What a shell line prints in an instance, with its exit code when that is not 0. */
function shell(name: string, line: string): string {
  try {
    const argv = ["exec", containerOf(owned.id, name), "bash", "-c", line];
    return execFileSync("docker", argv, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trim();
  } catch (error) {
    return `exit ${error instanceof Error && "status" in error ? String(error.status) : "unknown"}`;
  }
}

/** Who answers at a name on port 4000, or the exit code of the attempt. */
function ask(from: string, name: string): string {
  return shell(from, `exec 3<>/dev/tcp/${name}/4000 && timeout 3 cat <&3`);
}

function addressIn(name: string, subnetOf: string): string {
  const inspected = execFileSync("docker", ["inspect", containerOf(owned.id, name)], { encoding: "utf8" });
  const [{ NetworkSettings }] = JSON.parse(inspected);
  const entry = Object.entries<{ IPAddress: string }>(NetworkSettings.Networks).find(([key]) => key.endsWith(subnetOf));
  return entry?.[1].IPAddress ?? "";
}

test("an instance sees the networks it is on and no other, by name and by address", async () => {
  await open();
  await expect.poll(() => ask("gate", "store"), { timeout: 10_000 }).toBe("store");
  await expect.poll(() => ask("gate", "front"), { timeout: 10_000 }).toBe("front");
  expect(ask("front", "gate")).toBe("gate");
  expect(shell("front", "getent hosts store || echo nobody")).toBe("nobody");
  expect(shell("web-1", "getent hosts gate || echo nobody")).toBe("nobody");
  const store = addressIn("store", ".net.back");
  expect(store).toMatch(/^10\.214\./);
  expect(ask("gate", store)).toBe("store");
  expect(ask("front", store)).toMatch(/^exit [1-9]/);
  // The gate's own address on the other network is not a way around either.
  expect(ask("front", addressIn("gate", ".net.back"))).toMatch(/^exit [1-9]/);
});

test("further names hold on their network alone, and an extra host for its instance alone", async () => {
  await open();
  expect(ask("store", "gateway.example")).toBe("gate");
  expect(shell("front", "getent hosts gateway.example || echo nobody")).toBe("nobody");
  expect(ask("gate", "database")).toBe("store");
  expect(shell("store", "getent hosts database || echo nobody")).toBe("nobody");
});

test("replicas have names of their own and share their service's", async () => {
  await open();
  await expect.poll(() => ask("web-1", "web-2"), { timeout: 10_000 }).toBe("web-2");
  expect(["web-1", "web-2"]).toContain(ask("web-1", "web"));
  const addresses = shell("web-1", "getent ahostsv4 web | cut -d' ' -f1 | sort -u | wc -l");
  expect(addresses).toBe("2");
});

test("a volume is shared, limited, kept over a lost machine and gone after a reset of all who mount it", async () => {
  const page = await open();
  expect(shell("writer", "echo kept > /var/lib/data/note && cat /var/lib/data/note")).toBe("kept");
  expect(shell("reader", "cat /data/note")).toBe("kept");
  expect(shell("reader", "echo no > /data/note")).toMatch(/^exit/);
  expect(shell("writer", "head -c 40M /dev/zero > /var/lib/data/flood")).toMatch(/^exit/);
  expect(Number(shell("writer", "stat -c %s /var/lib/data/flood"))).toBeLessThan(16 * 1024 * 1024);
  execFileSync("docker", ["rm", "-f", containerOf(owned.id, "writer")], { stdio: "ignore" });
  await expect.poll(view(page, "writer"), { timeout: 10_000 }).toMatchObject({ state: "failed" });
  await page.value("instance:start", { name: named("writer") });
  expect(shell("writer", "cat /var/lib/data/note")).toBe("kept");
  await page.value("instance:reset", { name: named("writer") });
  expect(shell("reader", "cat /data/note")).toBe("kept");
  await page.value("instance:reset", { name: named("reader") });
  await page.value("instance:start", { name: named("writer") });
  expect(shell("writer", "ls /var/lib/data")).toBe("");
  await page.value("instance:start", { name: named("reader") });
});

test("a program that asked for a terminal has one, in its folder, as the one user", async () => {
  const page = await open();
  const run = runOf(await page.value("instance:restart", { name: named("terminal") }));
  await expect.poll(() => logOf(page, run), { timeout: 10_000 }).toContain("10001");
  expect(await logOf(page, run)).toContain("/tmp");
  page.socket.emit("console:input", { run, bytes: Buffer.from("hello\n") });
  await expect.poll(() => logOf(page, run), { timeout: 10_000 }).toContain("got hello");
  await expect.poll(view(page, "terminal"), { timeout: 10_000 }).toMatchObject({ run: { exitCode: 0 } });
});

test("what has a profile is started by hand", async () => {
  const page = await open();
  const { instances } = await page.value("workspace:open");
  expect(instances.find((one) => one.name === "debugger")).toMatchObject({ state: "ready", machine: "off" });
  expect(await page.value("instance:start", { name: named("debugger") })).toMatchObject({ state: "running" });
});

test("a restart policy's delay and attempts are kept, and its restarts counted", async () => {
  const page = await open();
  await expect.poll(view(page, "looping"), { timeout: 20_000 }).toMatchObject({ restarts: 1 });
  const runs = () =>
    server.database.run.findMany({
      where: { workspaceId: owned.id, instance: "looping", NOT: { endedAt: null } },
      orderBy: { number: "asc" },
    });
  await expect.poll(async () => (await runs()).length, { timeout: 20_000 }).toBe(2);
  const [first, second] = await runs();
  const waited = (second?.startedAt.getTime() ?? 0) - (first?.endedAt?.getTime() ?? 0);
  expect(waited).toBeGreaterThanOrEqual(1900);
  await expect.poll(view(page, "looping"), { timeout: 10_000 }).toMatchObject({ state: "failed", restarts: 1 });
});
