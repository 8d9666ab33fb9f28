import { afterAll, beforeAll, expect, test } from "vitest";
import type { Machine } from "#server/machines/machine";
import type { MachineRoom } from "#server/machines/machines";
import { type Ground, openGround } from "../ground";

let ground: Ground;
let machines: MachineRoom;
let machine: Machine;
beforeAll(async () => {
  ground = await openGround();
  machines = ground.machines();
  machine = await machines.open(ground.instance(ground.workspace("limits"), "anton"));
});
afterAll(() => ground.end());

async function python(script: string): Promise<string> {
  const link = await machine.link();
  const result = await link.run({ argv: ["python3", "-c", script], cwd: "/", timeoutMs: 30_000 });
  return `${result.stdout.toString()}${result.stderr.toString()}`.trim();
}

async function shell(script: string): Promise<string> {
  const link = await machine.link();
  const result = await link.run({ argv: ["sh", "-c", script], cwd: "/", timeoutMs: 30_000 });
  return `${result.stdout.toString()}${result.stderr.toString()}`.trim();
}

test("only sized memory is writable, wherever one looks", async () => {
  const found = await shell(
    "find / -xdev -writable -not -type l -not -path '/proc/*' -not -path '/sys/*' -not -type c 2>/dev/null",
  );
  expect(found.split("\n").sort()).toEqual(["/home/student", "/run", "/tmp"]);
  const writable = await python(`
import os
for line in open("/proc/self/mounts"):
    device, path, kind, options = line.split()[:4]
    if os.access(path, os.W_OK) and kind not in ("proc", "sysfs", "devpts", "mqueue", "cgroup", "cgroup2"):
        print(path, kind, "size=" in options)`);
  for (const line of writable.split("\n")) expect(line).toMatch(/ tmpfs True$/);
  expect(writable).toContain("/tmp tmpfs True");
  expect(writable).toContain("/dev/shm tmpfs True");
  expect(writable).toContain("/home/student tmpfs True");
});

test.each(["/tmp", "/home/student", "/run", "/dev/shm"])("%s ends by bytes and by files", async (place) => {
  const bytes = await python(`
import errno
try:
    with open("${place}/big", "wb") as f:
        for _ in range(400): f.write(bytes(1 << 20))
    print("endless")
except OSError as error: print(errno.errorcode[error.errno])
import os; os.unlink("${place}/big")`);
  expect(bytes).toBe("ENOSPC");
  const files = await python(`
import errno, os
made = []
try:
    for at in range(20000):
        open(f"${place}/f{at}", "w").close(); made.append(at)
    print("endless")
except OSError as error: print(errno.errorcode[error.errno])
for at in made: os.unlink(f"${place}/f{at}")`);
  expect(files).toBe("ENOSPC");
});

test("programs in /run cannot be executed, no program gets other rights, and no device can be made", async () => {
  expect(await shell("cp /bin/true /run/true; /run/true")).toMatch(/Permission denied/);
  expect(await shell("cp /bin/true /tmp/true; /tmp/true && echo ran")).toBe("ran");
  expect(
    await shell("grep -E '^(Cap(Prm|Eff|Bnd|Amb)|NoNewPrivs|Seccomp):' /proc/self/status | tr -s '\\t ' ' '"),
  ).toBe(
    [
      "CapPrm: 0000000000000000",
      "CapEff: 0000000000000000",
      "CapBnd: 0000000000000000",
      "CapAmb: 0000000000000000",
      "NoNewPrivs: 1",
      "Seccomp: 2",
    ].join("\n"),
  );
  expect(await python("import os, stat; os.mknod('/tmp/disk', stat.S_IFBLK | 0o600, os.makedev(7, 0))")).toContain(
    "Operation not permitted",
  );
});

test("system calls that open the kernel are refused, and clone3 says that it does not exist", async () => {
  const calls = {
    unshare: 272,
    mount: 165,
    setns: 308,
    bpf: 321,
    perf_event_open: 298,
    userfaultfd: 323,
    add_key: 248,
    keyctl: 250,
    io_uring_setup: 425,
    open_by_handle_at: 304,
    init_module: 175,
    kexec_load: 246,
    fsopen: 430,
  };
  const said = await python(`
import ctypes, errno
libc = ctypes.CDLL(None, use_errno=True)
for name, number in ${JSON.stringify(calls)}.items():
    libc.syscall(number, 0, 0, 0, 0, 0, 0)
    print(name, errno.errorcode.get(ctypes.get_errno()))
libc.syscall(435, 0, 0)
print("clone3", errno.errorcode.get(ctypes.get_errno()))`);
  for (const name of Object.keys(calls)) expect(said).toContain(`${name} EPERM`);
  expect(said).toContain("clone3 ENOSYS");
});

test("the first process cannot be read, stopped, traced or killed by the student", async () => {
  expect(await shell("kill -9 1; kill -STOP 1; grep State /proc/1/status")).toMatch(/State:\s+[SR]/);
  expect(await shell("cat /proc/1/environ; cat /proc/1/mem; ls -l /proc/1/fd/")).toMatch(/denied/);
  const traced = await python(`
import ctypes, errno
libc = ctypes.CDLL(None, use_errno=True)
print(libc.ptrace(16, 1, 0, 0), errno.errorcode.get(ctypes.get_errno()))`);
  expect(traced).toBe("-1 EPERM");
});

test("open files and the size of one file are limited", async () => {
  expect(await shell("ulimit -n; ulimit -c; ulimit -f")).toBe("4096\n0\n524288");
});
