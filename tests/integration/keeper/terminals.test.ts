import { expect, test } from "vitest";
import { ENV, startKeeper } from "./keeper-host";
import { collectOutput } from "./output";

const SHELL = {
  kind: "pty",
  argv: ["bash", "--norc", "--noprofile"],
  env: { ...ENV, PS1: "$ ", TERM: "xterm" },
} as const;

test("a terminal has a controlling tty and its size, and its program learns of a new one", async () => {
  const link = await (await startKeeper()).link();
  const script = "trap 'echo now $(stty size)' WINCH; tty; stty size < /dev/tty; while :; do sleep 0.02; done";
  const session = await link.open({ ...SHELL, argv: ["sh", "-c", script], cols: 101, rows: 31 });
  const output = collectOutput(session);
  await output.until(({ text }) => /\/dev\/pts\/\d+\r\n31 101\r\n/.test(text));
  session.resize(120, 40);
  await output.until(({ text }) => text.includes("now 40 120"));
});

test("Ctrl-C and a signal to the group reach the foreground program, not the shell", async () => {
  const link = await (await startKeeper()).link();
  const session = await link.open(SHELL);
  const output = collectOutput(session);
  await output.until(({ text }) => text.endsWith("$ "));
  for (const interrupt of [() => session.write(Buffer.from("\x03")), async () => session.signal(2)]) {
    const before = output.end;
    const since = () => output.bytes.toString("utf8", before);
    await session.write(Buffer.from("sh -c 'echo running; exec sleep 1000'\n"));
    await output.until(() => since().includes("running\r\n"));
    await interrupt();
    await output.until(() => since().endsWith("$ "));
    await session.write(Buffer.from("echo status $?\n"));
    await output.until(() => since().includes("status 130\r\n") && since().endsWith("$ "));
  }
  expect(output.text).not.toContain("no job control");
  await session.eof();
  expect((await session.exited).ending).toEqual({ by: "code", code: 0 });
});

test("the last words of a terminal are not lost at its exit", async () => {
  const link = await (await startKeeper()).link();
  for (let round = 0; round < 40; round++) {
    const session = await link.open({ ...SHELL, argv: ["sh", "-c", "seq 500; echo the-end; exit 7"] });
    const output = collectOutput(session);
    expect((await session.exited).ending).toEqual({ by: "code", code: 7 });
    expect(output.text.endsWith("500\r\nthe-end\r\n")).toBe(true);
    await session.close();
  }
});

test("a paste of a megabyte into a raw terminal arrives whole", async () => {
  const link = await (await startKeeper()).link();
  const text = Buffer.alloc(1_000_000, "0123456789abcdef");
  const argv = ["sh", "-c", "stty raw -echo; echo ready; head -c 1000000 | sha256sum"];
  const session = await link.open({ ...SHELL, argv });
  const output = collectOutput(session);
  await output.until((seen) => seen.text.includes("ready"));
  await session.write(text);
  await session.exited;
  const { createHash } = await import("node:crypto");
  expect(output.text).toContain(createHash("sha256").update(text).digest("hex"));
});
