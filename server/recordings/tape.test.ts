import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createLogStore } from "#server/logs/log-store";
import { castTape } from "#server/recordings/asciicast";
import { createTape, type Tape } from "#server/recordings/tape";
import { WorkspaceId } from "#shared/ids";

const workspace = WorkspaceId.parse("workspace");
const head = { title: "t", startedAt: 0, cols: 80, rows: 24 };

/** A place for tapes, whose clock stands until the test moves it. */
function shelf() {
  const root = mkdtempSync(path.join(tmpdir(), "varlab-tape-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const logs = createLogStore({ root, keptBytes: 8 * 1024 * 1024 });
  const state = { now: 1000, failures: 0 };
  return {
    state,
    tape(permitted = true): Tape {
      return createTape({
        ...{ logs, workspace, id: "one", size: { cols: 80, rows: 24 }, clock: () => state.now },
        permitted: Promise.resolve(permitted),
        failed: () => {
          state.failures += 1;
        },
      });
    },
    async cast(): Promise<unknown[][]> {
      const writer = castTape(head);
      let text = "";
      for (let from = 0; ; ) {
        const page = await logs.read(workspace, "one", from);
        text += writer.events(page.chunks);
        if (page.next >= page.end) break;
        from = page.next;
      }
      return text
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line));
    },
  };
}

test("what a terminal printed and its sizes come back in their order, with their times", async () => {
  const { tape, cast, state } = shelf();
  const one = tape();
  one.output(0, 1000, Buffer.from("hello "));
  state.now = 2000;
  one.resized(100, 30);
  one.output(6, 3500, Buffer.from("world"));
  expect(await one.close()).toBe(true);
  expect(await cast()).toEqual([
    [1, "r", "80x24"],
    [1, "o", "hello "],
    [2, "r", "100x30"],
    [3.5, "o", "world"],
  ]);
});

test("a letter whose bytes come in two pieces is one letter", async () => {
  const { tape, cast } = shelf();
  const one = tape();
  const bytes = Buffer.from("日");
  one.output(0, 1000, bytes.subarray(0, 1));
  one.output(1, 2000, bytes.subarray(1));
  await one.close();
  expect((await cast()).filter(([, code]) => code === "o")).toEqual([[2, "o", "日"]]);
});

test("a later tape of the same terminal goes on exactly where the earlier one ended", async () => {
  const { tape, cast } = shelf();
  const first = tape();
  first.output(0, 1000, Buffer.from("abcdef"));
  await first.close();
  const second = tape();
  second.output(3, 2000, Buffer.from("defghi"));
  await second.close();
  const text = (await cast()).filter(([, code]) => code === "o").map(([, , data]) => data);
  expect(text.join("")).toBe("abcdefghi");
});

test("a flood is cut, said to be cut, and its end is there", async () => {
  const { tape, cast } = shelf();
  const one = tape();
  const piece = Buffer.alloc(32 * 1024, "y\r\n");
  for (let index = 0; index < 1000; index += 1) one.output(index * piece.length, 1000, piece);
  one.output(1000 * piece.length, 1000, Buffer.from("prompt$ "));
  await one.close();
  const events = await cast();
  const text = events.filter(([, code]) => code === "o").map(([, , data]) => String(data));
  expect(text.join("").length).toBeLessThan(2 * 1024 * 1024);
  expect(text.at(-1)).toMatch(/prompt\$ $/);
  const left = events.filter(([, code]) => code === "m");
  expect(left).toHaveLength(1);
  expect(left[0]?.[2]).toMatch(/^\d+ bytes were not recorded$/);
});

test("without the course's word nothing is written", async () => {
  const { tape, cast } = shelf();
  const one = tape(false);
  one.output(0, 1000, Buffer.from("secret"));
  expect(await one.close()).toBe(false);
  expect(await cast()).toEqual([]);
});
