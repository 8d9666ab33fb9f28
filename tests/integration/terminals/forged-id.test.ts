import { expect, test } from "vitest";
import { TerminalId } from "#shared/ids";
import { patient, withTerminals } from "./terminal-lab";

const lab = withTerminals();

test("another student's terminal answers as one that does not exist, and nothing reaches it", async () => {
  const [owned, stranger] = [await lab.student(), await lab.student()];
  const [owner, forger] = [await lab.page(owned), await lab.page(stranger)];
  const screen = await lab.open(owner);
  const { id } = screen;
  const unknown = TerminalId.parse("0123456789abcdef01234567");

  for (const call of ["terminal:attach", "terminal:rename", "terminal:close"] as const) {
    const rest = { from: 0, title: "mine" };
    const guessed = await forger.call(call, { id, ...rest });
    expect(guessed).toMatchObject({ ok: false, failure: { code: "unknown" } });
    expect(guessed).toEqual(await forger.call(call, { id: unknown, ...rest }));
  }
  forger.socket.emit("terminal:input", { id, bytes: Buffer.from("echo intruder\n") });
  forger.socket.emit("terminal:resize", { id, cols: 40, rows: 10 });
  forger.socket.emit("terminal:ack", { id, offset: 1_000_000 });
  forger.socket.emit("terminal:detach", { id });
  await forger.call("terminal:attach", { id, from: 0 });

  screen.type("stty size; echo own-$((1+1))\n");
  await expect.poll(() => screen.text, patient).toContain("own-2\r\n");
  expect(screen.text).toContain("24 80\r\n");
  expect(screen.text).not.toContain("intruder");
  expect(forger.heard("terminal:output")).toEqual([]);
});

test("guessing ids without end closes the socket of who guesses", async () => {
  const forger = await lab.page(await lab.student());
  for (let guess = 0; guess < 200; guess += 1) {
    forger.socket.emit("terminal:input", { id: guess.toString(16).padStart(24, "0"), bytes: Buffer.from("x") });
  }
  await expect(forger.closed).resolves.toBeDefined();
});
