import { expect, test } from "vitest";
import { ENV, startKeeper } from "./keeper-host";
import { collectOutput } from "./output";

test("an exit code, both streams and their order in time are reported", async () => {
  const link = await (await startKeeper()).link();
  const argv = ["sh", "-c", "echo out; sleep 0.02; echo err >&2; sleep 0.02; echo again; exit 3"];
  const session = await link.open({ kind: "pipes", argv, env: ENV, key: "launch-1" });
  const output = collectOutput(session);
  expect(await session.exited).toMatchObject({ ending: { by: "code", code: 3 }, endOffset: 14 });
  expect(output.chunks.map(({ stream, text }) => [stream, text])).toEqual([
    [0, "out\n"],
    [1, "err\n"],
    [0, "again\n"],
  ]);
  const times = output.chunks.map(({ time }) => time);
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(Math.abs(Date.now() - (times[2] ?? 0))).toBeLessThan(5_000);
});

test("the signal that ended a program is reported", async () => {
  const link = await (await startKeeper()).link();
  const session = await link.open({ kind: "pipes", argv: ["sleep", "1000"], env: ENV });
  collectOutput(session);
  session.signal(15);
  expect((await session.exited).ending).toEqual({ by: "signal", signal: 15 });
});

test("a program that does not exist, may not run or has no directory is refused by its errno and leaves no session", async () => {
  const link = await (await startKeeper()).link();
  await expect(link.open({ kind: "pipes", argv: ["no-such-program"], env: ENV })).rejects.toMatchObject({
    code: "ENOENT",
  });
  await expect(link.open({ kind: "pty", argv: ["/etc"], env: ENV })).rejects.toMatchObject({ code: "EACCES" });
  const lost = link.open({ kind: "pipes", argv: ["true"], env: ENV, cwd: "/no/such/place" });
  await expect(lost).rejects.toMatchObject({ code: "ENOENT" });
  expect(await link.list()).toEqual([]);
});

test("a program gets exactly the environment, directory and niceness that were asked for", async () => {
  const link = await (await startKeeper()).link();
  const run = {
    argv: ["/bin/sh", "-c", "pwd; nice; cat /proc/self/oom_score_adj; env -u PWD -u _ -u SHLVL"],
    timeoutMs: 5_000,
  };
  const result = await link.run({ ...run, cwd: "/usr", env: { A: "1", GREETING: "grüß dich" }, nice: 7 });
  expect(result.stdout.toString().split("\n").sort()).toEqual(["", "/usr", "500", "7", "A=1", "GREETING=grüß dich"]);
});

test("input arrives whole and in order, also far beyond the credit, and its end closes stdin", async () => {
  const link = await (await startKeeper()).link();
  const input = Buffer.from(Array.from({ length: 200_000 }, (_, line) => `${line}\n`).join(""));
  const result = await link.run({ argv: ["cat"], env: ENV, input, timeoutMs: 20_000, maxBytes: 4 * 1024 * 1024 });
  expect(result.stdout.equals(input)).toBe(true);
  expect(result).toMatchObject({ code: 0, signal: null, timedOut: false, truncated: false });
});

test("a write waits for a program that does not read", async () => {
  const link = await (await startKeeper()).link();
  const session = await link.open({ kind: "pipes", argv: ["sh", "-c", "read line; wc -c"], env: ENV });
  const output = collectOutput(session);
  let taken = false;
  const written = session.write(Buffer.alloc(300_000, "x")).then(() => {
    taken = true;
  });
  await link.list();
  expect(taken).toBe(false);
  await session.write(Buffer.from("\n12345"));
  await written;
  await session.eof();
  await session.exited;
  expect(output.text.trim()).toBe("5");
});

test("a short command is cut at its limit of bytes and killed at its limit of time", async () => {
  const link = await (await startKeeper()).link();
  const cut = await link.run({ argv: ["seq", "100000"], env: ENV, timeoutMs: 10_000, maxBytes: 10 });
  expect(cut).toMatchObject({ code: 0, truncated: true, timedOut: false });
  expect(cut.stdout.toString()).toBe("1\n2\n3\n4\n5\n");
  const late = await link.run({ argv: ["sh", "-c", "echo begun; sleep 1000"], env: ENV, timeoutMs: 300 });
  expect(late).toMatchObject({ code: null, signal: 9, timedOut: true });
  expect(late.stdout.toString()).toBe("begun\n");
  await expect.poll(() => link.list()).toEqual([]);
});

test("a grandchild that holds the pipe does not hold back the exit, and what was written before is not lost", async () => {
  const link = await (await startKeeper()).link();
  const argv = ["sh", "-c", "sleep 1000 & seq 10000; exit 5"];
  const session = await link.open({ kind: "pipes", argv, env: ENV });
  const output = collectOutput(session);
  expect((await session.exited).ending).toEqual({ by: "code", code: 5 });
  expect(output.text.endsWith("9999\n10000\n")).toBe(true);
  await session.close();
});

test("a grandchild that floods the pipe does not hold back the exit either", async () => {
  const link = await (await startKeeper()).link();
  const session = await link.open({ kind: "pipes", argv: ["sh", "-c", "yes & sleep 0.1; exit 6"], env: ENV });
  collectOutput(session);
  expect((await session.exited).ending).toEqual({ by: "code", code: 6 });
  await session.close();
});

test("64 sessions run at once, the 65th is refused, and closing makes room", async () => {
  const link = await (await startKeeper()).link();
  const open = (index: number) =>
    link.open({ kind: index % 2 ? "pty" : "pipes", argv: ["cat"], env: ENV, key: `session ${index}` });
  const sessions = await Promise.all(Array.from({ length: 64 }, (_, index) => open(index)));
  const outputs = sessions.map((session) => collectOutput(session));
  await expect(open(64)).rejects.toMatchObject({ code: "ENOSPC" });
  await Promise.all(sessions.map((session, index) => session.write(Buffer.from(`hello ${index}\n`))));
  await Promise.all(outputs.map((output, index) => output.until(({ text }) => text.includes(`hello ${index}`))));
  expect((await link.list()).map(({ key }) => key)).toEqual(sessions.map(({ key }) => key));
  await Promise.all(sessions.map((session) => session.close()));
  expect(await link.list()).toEqual([]);
  await (await open(65)).close();
});

test("a refused fork is an error of that open and of nothing else", async () => {
  const host = await startKeeper({ wrapper: 'prlimit --nofile=24 --pid $$; exec "$@"' });
  const link = await host.link();
  const first = await link.open({ kind: "pipes", argv: ["cat"], env: ENV });
  const output = collectOutput(first);
  const more = await Promise.allSettled(
    Array.from({ length: 12 }, () => link.open({ kind: "pipes", argv: ["cat"], env: ENV })),
  );
  const refused = more.filter((result) => result.status === "rejected").map(({ reason }) => reason.code);
  expect(new Set(refused)).toEqual(new Set(["EMFILE"]));
  await first.write(Buffer.from("still here\n"));
  await output.until(({ text }) => text === "still here\n");
});
