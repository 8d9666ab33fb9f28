import { expect, test } from "vitest";
import type { InstanceName } from "#shared/ids";
import type { Page } from "../../integration/fixtures/page";
import { shellExperiment } from "../instances/compose";
import { withLiveServer } from "../instances/live-server";
import { Screen } from "./screen";

const server = withLiveServer(shellExperiment({ anton: "echo ready; sleep 1000", berta: "true" }));
const anton = { kind: "instance", name: "anton" as InstanceName } as const;

async function open(page: Page): Promise<Screen> {
  const { id } = await page.value("terminal:open", { target: anton, cols: 100, rows: 30 });
  return Screen.attach(page, id);
}

test("a shell opens on an instance that runs nothing, as its student and under its host name", async () => {
  const page = await server.page(await server.workspace());
  await page.value("workspace:open");
  const screen = await open(page);
  screen.type('echo "I am $(id -un) on $(hostname), $(tput cols) wide"\n');
  await expect.poll(() => screen.text).toContain("I am student on anton, 100 wide");
  expect(screen.faults).toEqual([]);
});

test("the exit code of a shell is shown and its text stays", async () => {
  const page = await server.page(await server.workspace());
  await page.value("workspace:open");
  const screen = await open(page);
  screen.type("exit 7\n");
  await expect
    .poll(() => page.heard("terminal:changed").at(-1))
    .toMatchObject({ id: screen.id, state: "closed", exitCode: 7 });
  expect(screen.text).toContain("exit 7");
});

test("a page that was cut off asks for the rest and gets every byte once", async () => {
  const owned = await server.workspace();
  const first = await server.page(owned);
  await first.value("workspace:open");
  const screen = await open(first);
  // All of it fits into what is kept, however long a page is away.
  screen.type("stty -echo; PS1=; for i in $(seq 1 14000); do echo n$i; done; echo fini''shed\n");
  let [page, current, text] = [first, screen, ""];
  const isDone = () => (text + current.text).includes("finished\r\n");
  for (let cut = 0; cut < 40; cut += 1) {
    const reached = current.begin;
    await expect.poll(() => current.next > reached || isDone()).toBe(true);
    page.socket.close();
    expect(current.faults).toEqual([]);
    text += current.text;
    const { next } = current;
    page = await server.page(owned);
    current = await Screen.attach(page, screen.id, next);
    expect(current.begin).toBe(next);
    if (text.includes("finished\r\n")) break;
  }
  await expect.poll(isDone).toBe(true);
  const numbers = [...(text + current.text).matchAll(/^n(\d+)\r$/gm)].map((match) => Number(match[1]));
  expect(numbers.length).toBe(14000);
  expect(numbers.every((number, index) => number === index + 1)).toBe(true);
});

test("terminals outlive the server: the same shell, its text, no byte twice", async () => {
  const owned = await server.workspace();
  const before = await server.page(owned);
  await before.value("workspace:open");
  const screen = await open(before);
  screen.type("MINE=kept; echo one-$MINE\n");
  await expect.poll(() => screen.text).toContain("one-kept\r\n");
  const seen = screen.next;
  await server.restart();
  const after = await server.page(owned);
  const { terminals } = await after.value("workspace:open");
  expect(terminals).toMatchObject([{ id: screen.id, state: "open", title: "anton" }]);
  const rest = await Screen.attach(after, screen.id, seen);
  expect(rest.begin).toBe(seen);
  rest.type("echo two-$MINE\n");
  await expect.poll(() => rest.text).toContain("two-kept\r\n");
  const whole = await Screen.attach(after, screen.id, 0);
  await expect.poll(() => whole.text).toContain("two-kept\r\n");
  expect(whole.text.split("one-kept\r\n")).toHaveLength(2);
});

test("a terminal of a reset instance is closed and says why", async () => {
  const page = await server.page(await server.workspace());
  await page.value("workspace:open");
  const screen = await open(page);
  await page.value("instance:reset", { name: "anton" as InstanceName });
  await expect
    .poll(() => page.heard("terminal:changed").at(-1))
    .toMatchObject({
      id: screen.id,
      state: "closed",
      note: "Its instance was reset.",
    });
});

test("closing a terminal ends everything in it", async () => {
  const page = await server.page(await server.workspace());
  await page.value("workspace:open");
  const screen = await open(page);
  screen.type("sleep 4321 & setsid sleep 4321 & sleep 4321\n");
  const processes = async () =>
    (await page.value("instance:details", { name: "anton" as InstanceName })).processes.filter(({ command }) =>
      command.includes("4321"),
    );
  await expect.poll(async () => (await processes()).length).toBeGreaterThanOrEqual(3);
  await page.value("terminal:close", { id: screen.id });
  await expect.poll(processes).toEqual([]);
  expect((await page.value("workspace:open")).terminals).toEqual([]);
});

test("Ctrl-C stops a flood at once, and another terminal's echo does not wait for it", async () => {
  const page = await server.page(await server.workspace());
  await page.value("workspace:open");
  const [flood, quiet] = [await open(page), await open(page)];
  flood.type("yes\n");
  await expect.poll(() => flood.next).toBeGreaterThan(2_000_000);
  quiet.type("echo still-$((40+2))\n");
  await expect.poll(() => quiet.text).toContain("still-42");
  flood.type("\u0003");
  flood.type("echo done-$((1+1))\n");
  await expect.poll(() => flood.text.slice(-20_000), { timeout: 10_000 }).toContain("done-2\r\n");
});
