import { expect, test } from "vitest";
import { Screen } from "../../docker/terminals/screen";
import { patient, withTerminals } from "./terminal-lab";

const lab = withTerminals();

test("two viewers see the same bytes in the same order, whenever they come", async () => {
  const owned = await lab.student();
  const first = await lab.open(await lab.page(owned));
  first.type("stty -echo; seq 1 2000; read go; seq 2001 4000; echo all''done\n");
  await expect.poll(() => first.text, patient).toContain("2000\r\n");
  const second = await Screen.attach(await lab.page(owned), first.id);
  second.type("go\n");
  for (const screen of [first, second]) await expect.poll(() => screen.text, patient).toContain("alldone\r\n");
  expect(second.text).toBe(first.text);
  expect([...first.faults, ...second.faults]).toEqual([]);
});

test("exactly one window's size counts: that of who typed last", async () => {
  const owned = await lab.student();
  const [one, other] = [await lab.page(owned), await lab.page(owned)];
  const first = await lab.open(one);
  const second = await Screen.attach(other, first.id);
  one.socket.emit("terminal:resize", { id: first.id, cols: 101, rows: 31 });
  await expect.poll(() => other.heard("terminal:changed").at(-1), patient).toMatchObject({ cols: 101, rows: 31 });
  other.socket.emit("terminal:resize", { id: first.id, cols: 55, rows: 22 });
  first.type("stty size\n");
  await expect.poll(() => first.text, patient).toContain("31 101\r\n");
  second.type("stty size\n");
  await expect.poll(() => first.text, patient).toContain("22 55\r\n");
  expect(one.heard("terminal:changed").at(-1)).toMatchObject({ cols: 55, rows: 22 });
  other.socket.close();
  first.type("clear; stty size\n");
  await expect.poll(() => first.text.slice(-200), patient).toContain("31 101\r\n");
});

test("one viewer's leaving does not touch the other's stream", async () => {
  const owned = await lab.student();
  const [staying, leaving] = [await lab.page(owned), await lab.page(owned)];
  const screen = await lab.open(staying);
  await Screen.attach(leaving, screen.id);
  screen.type("stty -echo; for i in $(seq 1 400); do echo row $i; sleep 0.002; done; echo all''done\n");
  await expect.poll(() => screen.text, patient).toContain("row 50\r\n");
  leaving.socket.close();
  await expect.poll(() => screen.text, patient).toContain("alldone\r\n");
  const rows = [...screen.text.matchAll(/^row (\d+)\r$/gm)].map((match) => Number(match[1]));
  expect(rows).toEqual(Array.from({ length: 400 }, (_, index) => index + 1));
  expect(screen.faults).toEqual([]);
});
