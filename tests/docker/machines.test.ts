import { afterAll, beforeAll, expect, test } from "vitest";
import type { Machine } from "#server/machines/machine";
import { installationLabels, machineLabels } from "#server/machines/machine-labels";
import { eventually } from "./eventually";
import { type Ground, openGround } from "./ground";

let ground: Ground;
beforeAll(async () => {
  ground = await openGround();
});
afterAll(() => ground.end());

/** What a shell in the machine prints, without the last line's end. */
async function shell(machine: Machine, script: string, timeoutMs = 10_000): Promise<string> {
  const link = await machine.link();
  const result = await link.run({ argv: ["sh", "-c", script], cwd: "/", timeoutMs });
  return result.stdout.toString().trimEnd();
}

test("a machine has its host name, its address and the keeper as its first process", async () => {
  const machines = ground.machines();
  const key = ground.instance(ground.workspace("one"), "anton");
  const stages: string[] = [];
  const machine = await machines.open(key, (stage) => stages.push(stage));
  expect(await shell(machine, "hostname")).toBe("anton");
  expect(await shell(machine, "id -u; id -g")).toBe("10001\n10001");
  expect(await shell(machine, "cat /proc/1/cmdline | tr '\\0' ' '")).toContain("/varlab/keeper serve");
  expect(await shell(machine, "ip -4 -o address show eth0")).toContain(`${machine.address}/28`);
  expect(stages).toEqual(["creating network", "starting container", "connecting"]);
  expect(machines.state(key)).toBe("on");
  expect((await ground.spec(key)).networks[0].address).toBe(machine.address);
});

test("concurrent callers share one creation and later callers get the same machine", async () => {
  const machines = ground.machines();
  const key = ground.instance(ground.workspace("shared"), "anton");
  const opened = await Promise.all([machines.open(key), machines.open(key), machines.open(key)]);
  expect(new Set(opened.map((machine) => machine.container)).size).toBe(1);
  expect((await machines.open(key)).container).toBe(opened[0]?.container);
  expect(await ground.engine.containers(machineLabels(ground.installation, key))).toHaveLength(1);
});

test("machines of one workspace reach each other by name", async () => {
  const machines = ground.machines();
  const workspace = ground.workspace("names");
  const [anton, berta] = await Promise.all(
    ["anton", "berta"].map((name) => machines.open(ground.instance(workspace, name))),
  );
  if (!anton || !berta) throw new Error("two machines were opened");
  expect(await shell(anton, "getent hosts berta")).toContain(berta.address);
  const link = await berta.link();
  const server = await link.open({ kind: "pipes", argv: ["nc", "-l", "4000"], cwd: "/" });
  await eventually("berta listens", async () => (await shell(berta, "ss -ltn")).includes(":4000"));
  expect(await shell(anton, "echo hello | nc -N -w 2 berta 4000; echo $?")).toBe("0");
  await server.close();
});

test("an unknown name fails within the resolver's second and no question leaves the machine", async () => {
  const machines = ground.machines();
  const machine = await machines.open(ground.instance(ground.workspace("dns"), "anton"));
  const began = Date.now();
  expect(await shell(machine, "getent ahosts no-such-name.example; echo $?")).toBe("2");
  expect(Date.now() - began).toBeLessThan(1_500);
});

test("another server adopts the running machine with what runs in it", async () => {
  const workspace = ground.workspace("adopt");
  const key = ground.instance(workspace, "anton");
  const first = ground.machines();
  const before = await first.open(key);
  const program = await (await before.link()).open({ kind: "pipes", key: "launch-1", argv: ["cat"], cwd: "/" });
  first.close();

  const second = ground.machines();
  // Reconciling must not remove the machines of the other tests.
  const usedBefore = ["one", "shared", "names", "dns"].map((name) => ground.workspace(name));
  const heard: string[] = [];
  second.watch((machine, change) => void (machine.workspace === workspace && heard.push(change)));
  await second.reconcile(new Set([workspace, ...usedBefore]));
  await eventually("the link stands again", () => heard.includes("linked"));
  expect(second.peek(key)?.container).toBe(before.container);
  const sessions = await (await second.open(key)).link().then((link) => link.list());
  expect(sessions.find((session) => session.key === "launch-1")?.pid).toBe(program.info.pid);
});

test("a server that was not told to reconcile still takes over the container that has the name", async () => {
  const key = ground.instance(ground.workspace("takeover"), "anton");
  const first = ground.machines();
  const before = await first.open(key);
  first.close();
  expect((await ground.machines().open(key)).container).toBe(before.container);
});

test("reset removes everything that was written, and the next machine is a new one", async () => {
  const machines = ground.machines();
  const key = ground.instance(ground.workspace("reset"), "anton");
  const before = await machines.open(key);
  await shell(before, "echo mine > /home/student/mine");
  await machines.remove(key);
  expect(machines.state(key)).toBe("off");
  expect(await ground.engine.containers(machineLabels(ground.installation, key))).toEqual([]);
  const after = await machines.open(key);
  expect(after.container).not.toBe(before.container);
  expect(await shell(after, "ls /home/student")).toBe("");
  await machines.remove(key);
  await machines.remove(key);
});

test("a paused machine stands still and goes on where it was", async () => {
  const machines = ground.machines();
  const key = ground.instance(ground.workspace("pause"), "anton");
  const machine = await machines.open(key);
  const link = await machine.link();
  const program = await link.open({
    kind: "pipes",
    argv: ["sh", "-c", "while :; do echo tick; sleep 0.02; done"],
    cwd: "/",
  });
  let ticks = 0;
  program.attach(
    { from: 0 },
    {
      data: (chunk) => {
        ticks += 1;
        program.ack(chunk.offset + chunk.bytes.length);
      },
    },
  );
  await eventually("it ticks", () => ticks > 2);
  await machines.pause(key);
  expect(machines.state(key)).toBe("paused");
  const frozen = ticks;
  expect((await ground.engine.container(machine.container))?.state).toBe("paused");
  await machines.resume(key);
  expect(machines.state(key)).toBe("on");
  await eventually("it ticks again", () => ticks > frozen + 3);
  await machines.pause(key);
  await machines.remove(key);
  expect(machines.state(key)).toBe("off");
});

test("kill -9 -1 ends the student's programs and not the machine", async () => {
  const machines = ground.machines();
  const key = ground.instance(ground.workspace("killall"), "anton");
  const machine = await machines.open(key);
  const link = await machine.link();
  const victim = await link.open({ kind: "pipes", argv: ["sleep", "1000"], cwd: "/" });
  const killer = await link.open({ kind: "pipes", argv: ["python3", "-c", "import os; os.kill(-1, 9)"], cwd: "/" });
  expect(killer.info.pid).toBeGreaterThan(1);
  // The link is a program in the container too, so it dies with the rest and comes back.
  await eventually("a new link stands", async () => (await machine.link().catch(() => link)) !== link);
  expect(await shell(machine, "echo alive")).toBe("alive");
  const sessions = await (await machine.link()).list();
  expect(sessions.find((session) => session.id === victim.info.id)?.alive).toBe(false);
  expect((await ground.engine.container(machine.container))?.state).toBe("running");
});

test("a fork bomb stays within its machine, which can be removed and made anew", async () => {
  const machines = ground.machines();
  const workspace = ground.workspace("bomb");
  const [key, neighbour] = [ground.instance(workspace, "anton"), ground.instance(workspace, "berta")];
  const [machine, other] = await Promise.all([machines.open(key), machines.open(neighbour)]);
  const link = await machine.link();
  await link.open({ kind: "pipes", argv: ["bash", "-c", "bomb() { bomb | bomb & }; bomb; sleep 1000"], cwd: "/" });
  await eventually("the limit is reached", async () => ((await machines.stats(key))?.pids ?? 0) >= 120);
  expect(await shell(other, "echo fine")).toBe("fine");
  await machines.remove(key);
  expect(await shell(await machines.open(key), "echo fine again")).toBe("fine again");
  await machines.removeWorkspace(workspace);
});

test("a machine without room for its link answers again when its programs end", async () => {
  const machines = ground.machines((key) => ground.spec(key, { pids: 40 }));
  const key = ground.instance(ground.workspace("full"), "anton");
  const machine = await machines.open(key);
  const link = await machine.link();
  const crowd = await link.open({
    kind: "pipes",
    argv: [
      "python3",
      "-c",
      "import os,time\nwhile True:\n  try:\n    if os.fork() == 0: time.sleep(1000)\n  except OSError: break\ntime.sleep(1000)",
    ],
    cwd: "/",
  });
  await eventually("all processes are taken", async () => ((await machines.stats(key))?.pids ?? 0) >= 40);
  expect(await link.list()).not.toHaveLength(0);
  await crowd.close();
  expect(await eventually("it runs programs again", () => shell(machine, "echo back").catch(() => ""))).toBe("back");
});

test("the link comes back by itself when it breaks", async () => {
  const machines = ground.machines();
  const key = ground.instance(ground.workspace("relink"), "anton");
  const machine = await machines.open(key);
  const before = await machine.link();
  let linked = 0;
  machines.watch((_, change) => {
    if (change === "linked") linked += 1;
  });
  before.end();
  await eventually("a new link stands", () => linked > 0);
  expect(await machine.link()).not.toBe(before);
  expect(await shell(machine, "echo again")).toBe("again");
});

/** Connects as often as a keeper has places and says hello each time; prints how many were answered, then keeps what it has. */
const TAKE_LINKS = `
import os, socket, struct, time
def answered():
    link = socket.socket(socket.AF_UNIX)
    try:
        link.connect("/run/varlab/keeper.sock")
        link.sendall(struct.pack(">BIIH", 1, 0, 2, 1))
        held.append(link)
        return len(link.recv(1)) > 0
    except OSError: return False
held = []
# An orphan, which its init adopts, has the parent that comes closest to one outside.
if os.fork(): os.wait(); time.sleep(1000)
if os.fork(): os._exit(0)
while os.getppid() != 1: time.sleep(0.01)
print("answered", sum(answered() for _ in range(8)), flush=True)
time.sleep(1000)
`;

test("programs of a machine get no link to its keeper, so that the server's finds its place", async () => {
  const machines = ground.machines();
  const machine = await machines.open(ground.instance(ground.workspace("links"), "anton"));
  const before = await machine.link();
  const greedy = await before.open({ kind: "pipes", argv: ["python3", "-c", TAKE_LINKS], cwd: "/" });
  let said = "";
  greedy.attach(
    {},
    {
      data: ({ bytes }) => {
        said += bytes.toString();
      },
    },
  );
  await eventually("it has tried", () => said.includes("answered"));
  expect(said).toBe("answered 0\n");
  expect(await shell(machine, "/varlab/keeper link < /dev/null | wc -c")).toBe("0");
  // Nor does it become the server's link by tracing it: what cannot be read cannot be traced.
  expect(await shell(machine, "test -r /varlab/keeper || echo unreadable")).toBe("unreadable");
  before.end();
  await eventually("a new link stands", async () => (await machine.link().catch(() => before)) !== before);
  expect(await shell(machine, "echo in")).toBe("in");
});

test("a machine that somebody else removes is lost, and opening it makes a new one", async () => {
  const machines = ground.machines();
  const key = ground.instance(ground.workspace("lost"), "anton");
  const machine = await machines.open(key);
  const heard: string[] = [];
  machines.watch((_, change) => void heard.push(change));
  await ground.engine.killContainer(machine.container);
  await eventually("the loss is told", () => heard.includes("lost"));
  expect(machines.state(key)).toBe("lost");
  expect(machines.peek(key)).toBeUndefined();
  await expect(machine.link()).rejects.toMatchObject({ code: "unavailable" });
  expect(await shell(await machines.open(key), "echo new")).toBe("new");
});

test("a program that takes too much memory is ended and the memory listener hears it", async () => {
  const machines = ground.machines((key) => ground.spec(key, { memoryBytes: 48 * 1024 * 1024 }));
  const key = ground.instance(ground.workspace("memory"), "anton");
  const machine = await machines.open(key);
  let heard = 0;
  machines.watchMemory(() => {
    heard += 1;
  });
  const link = await machine.link();
  const result = await link.run({ argv: ["python3", "-c", "x = bytearray(10**9)"], cwd: "/", timeoutMs: 20_000 });
  expect(result.signal).toBe(9);
  await eventually("the listener hears it", () => heard > 0);
  expect(await shell(machine, "echo alive")).toBe("alive");
});

test("a name for an image that is not there is answered with what to do", async () => {
  const machines = ground.machines((key) => ground.spec(key, { image: "varlab/no-such-image" }));
  const opening = machines.open(ground.instance(ground.workspace("image"), "anton"));
  await expect(opening).rejects.toMatchObject({ code: "unavailable", message: expect.stringContaining("varlab up") });
});

test("the toolchain's workspace is writable only on its mounted disk", async () => {
  const workspace = ground.workspace("disk");
  const key = { workspace, role: "toolchain" } as const;
  const files = (await ground.disks.ensure(workspace)).files;
  const mounts = [{ source: files, target: "/workspace", writable: true }];
  const machines = ground.machines((asked) => ground.spec(asked, { mounts }));
  const machine = await machines.open(key);
  expect(await shell(machine, "echo mine > /workspace/mine && cat /workspace/mine")).toBe("mine");
  await machines.remove(key);
  await ground.disks.release(workspace);
  await expect(machines.open(key)).rejects.toMatchObject({ code: "unavailable" });
});

test("reconcile removes what nobody owns and nothing else", async () => {
  const own = await openGround();
  try {
    const machines = own.machines();
    const [kept, dropped] = [own.workspace("kept"), own.workspace("dropped")];
    const survivor = await machines.open(own.instance(kept, "anton"));
    await machines.open(own.instance(dropped, "anton"));
    await own.disks.ensure(dropped);
    machines.close();
    await own.machines().reconcile(new Set([kept]));
    const left = await own.engine.containers(installationLabels(own.installation));
    expect(left.map((container) => container.id)).toEqual([survivor.container]);
    expect(await own.engine.networks(installationLabels(own.installation))).toHaveLength(1);
    expect(await own.disks.mounted()).toEqual([]);
  } finally {
    await own.end();
  }
});
