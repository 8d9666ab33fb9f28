import { expect, test } from "vitest";
import type { KeeperSession } from "#server/keeper/session";
import { ENV, startKeeper } from "./keeper-host";

const CUTS = 200;
const FIRST = 1_000_000;
/** 9 numbers of one digit, 90 of two and so on, each with its newline, and the 1,000,000 itself. */
const BEFORE_CUTS = 9 * 2 + 90 * 3 + 900 * 4 + 9_000 * 5 + 90_000 * 6 + 900_000 * 7 + 8;
const LINES = 1_500_000;
/** After 7 MB, which turn the ring over, the rest (4.0 MB) fits into a ring of 4 MiB: no cut, however long, can lose a byte. */
const PROGRAM = `seq 1 ${FIRST}; read go; for i in $(seq 0 99); do seq $((${FIRST} + 1 + i * 5000)) $((${FIRST} + 5000 + i * 5000)); sleep 0.02; done`;

test("over 200 cut links no byte is lost, none comes twice and the order is kept", async () => {
  const host = await startKeeper();
  const first = await host.link();
  const program = { kind: "pipes", argv: ["sh", "-c", PROGRAM], env: ENV, key: "numbers" } as const;
  const opened = await first.open({ ...program, ringBytes: 4 << 20, hold: true });
  let at = 0;
  let line = 1;
  let rest = "";
  let ended = false;
  const follow = (session: KeeperSession, enough: number) =>
    new Promise<void>((resolve) => {
      let got = 0;
      session.attach(
        { from: at, paced: true, window: 128 * 1024 },
        {
          data({ offset, bytes }) {
            if (got >= enough) return;
            if (offset !== at) throw new Error(`expected ${at}, got ${offset}`);
            at += bytes.length;
            got += bytes.length;
            const lines = (rest + bytes.toString("latin1")).split("\n");
            rest = lines.pop() ?? "";
            for (const text of lines) if (Number(text) !== line++) throw new Error(`line ${line - 1} is ${text}`);
            session.ack(at);
            if (got >= enough) resolve();
          },
          gap: (from, to) => {
            throw new Error(`a gap from ${from} to ${to}`);
          },
          exit() {
            ended = true;
            resolve();
          },
        },
      );
    });
  let link = first;
  let session = opened;
  await follow(session, BEFORE_CUTS);
  await session.write(Buffer.from("go\n"));
  let cuts = 0;
  for (; cuts < CUTS && !ended; cuts++) {
    await follow(session, 1 + Math.floor(Math.random() * 8_000));
    // Half of them die as a killed process, half as a closed stream, some while data is on its way.
    if (cuts % 2) link.raw.process.kill("SIGKILL");
    else link.end();
    link = await host.link();
    const info = (await link.list()).find(({ key }) => key === "numbers");
    if (!info) throw new Error("the session is gone");
    session = link.adopt(info);
  }
  expect(cuts).toBe(CUTS);
  await follow(session, Number.POSITIVE_INFINITY);
  expect(line).toBe(LINES + 1);
  expect(rest).toBe("");
}, 60_000);
