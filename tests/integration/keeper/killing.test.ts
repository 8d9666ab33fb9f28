import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ENV, startKeeper } from "./keeper-host";
import { collectOutput } from "./output";

/** Walking all processes of a busy host takes its time. */
const SLOW = { timeout: 10_000 };

/** Zombies that nobody reaped yet count as gone. */
function isAlive(pid: number): boolean {
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

const FAMILY =
  "trap '' TERM HUP; sleep 1001 & echo $!; setsid sleep 1002 & echo $!; (sleep 1003 & echo $!); (setsid sleep 1004 & echo $!); echo ready; wait";

async function startFamily(kind: "pipes" | "pty") {
  const host = await startKeeper();
  const link = await host.link();
  const session = await link.open({ kind, argv: ["sh", "-c", FAMILY], env: ENV });
  const output = collectOutput(session);
  await output.until(({ text }) => text.includes("ready"));
  const pids = [session.info.pid, ...[...output.text.matchAll(/^\d+/gm)].map(Number)];
  expect(pids.length).toBe(5);
  expect(pids.filter(isAlive)).toEqual(pids);
  return { host, link, session, pids };
}

test.each(["pipes", "pty"] as const)(
  "closing a %s session ends every process of it, also those with a session of their own",
  async (kind) => {
    const { link, session, pids } = await startFamily(kind);
    expect((await session.close()).ending).toEqual({ by: "signal", signal: 9 });
    expect(pids.filter(isAlive)).toEqual([]);
    expect(await link.list()).toEqual([]);
  },
);

test("closing ends a daemon that left its parent, its session and its environment", async () => {
  const link = await (await startKeeper()).link();
  const daemon = "env -i setsid sh -c 'sleep 1005 & echo $!'; echo ready; sleep 1000";
  const session = await link.open({ kind: "pipes", argv: ["sh", "-c", daemon], env: ENV });
  const output = collectOutput(session);
  await output.until(({ text }) => text.includes("ready"));
  const pid = Number.parseInt(output.text, 10);
  expect(isAlive(pid)).toBe(true);
  await session.close();
  expect(isAlive(pid)).toBe(false);
});

test("closing one session leaves the others alone", async () => {
  const { link, session } = await startFamily("pipes");
  const other = await link.open({ kind: "pty", argv: ["cat"], env: ENV });
  await session.close();
  const output = collectOutput(other);
  await other.write(Buffer.from("alive\n"));
  await output.until(({ text }) => text.includes("alive"));
});

test("a signal to the whole session reaches all of it", async () => {
  const { session, pids } = await startFamily("pipes");
  session.signal(9, "session");
  expect((await session.exited).ending).toEqual({ by: "signal", signal: 9 });
  await expect.poll(() => pids.filter(isAlive), SLOW).toEqual([]);
});

test("closing ends a program that forks as fast as it can", async () => {
  const link = await (await startKeeper()).link();
  const script = "i=0; while [ $i -lt 60 ]; do (while :; do (:); (:) & done) & i=$((i+1)); done; echo ready; wait";
  const session = await link.open({ kind: "pipes", argv: ["sh", "-c", script], env: ENV });
  await collectOutput(session).until(({ text }) => text.includes("ready"));
  expect((await session.close()).ending).toEqual({ by: "signal", signal: 9 });
});

test("TERM ends the keeper with all its programs, also those that ignore it", async () => {
  const { host, pids } = await startFamily("pty");
  const exit = new Promise((resolve) => host.process.once("exit", (code) => resolve(code)));
  host.process.kill("SIGTERM");
  expect(await exit).toBe(0);
  expect(pids.filter(isAlive)).toEqual([]);
});

test("a leased program ends with the link that opened it, others do not", async () => {
  const host = await startKeeper();
  const link = await host.link();
  const leased = await link.open({ kind: "pipes", argv: ["sleep", "1000"], env: ENV, leased: true });
  await link.open({ kind: "pipes", argv: ["sleep", "1000"], env: ENV, key: "stays" });
  link.end();
  const next = await host.link();
  await expect.poll(async () => (await next.list()).map(({ key }) => key), SLOW).toEqual(["stays"]);
  await expect.poll(() => isAlive(leased.info.pid), SLOW).toBe(false);
});
