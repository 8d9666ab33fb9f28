import { writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { createDesk, eventually } from "./desk";

async function scene() {
  const desk = await createDesk();
  await writeFile(path.join(desk.place.root, "a.txt"), "one\n");
  const [anna, ben] = [desk.page("anna"), desk.page("ben")];
  await anna.join("a.txt");
  await ben.join("a.txt");
  return { desk, anna, ben };
}

test("after kill -9 before the first save both pages go on with one history, nothing lost and nothing doubled", async () => {
  const { desk, anna, ben } = await scene();
  anna.type(0, 0, "A");
  ben.type(ben.text().length, 0, "B");
  const next = desk.killed();
  anna.type(0, 0, "offline ");
  await Promise.all([anna.join("a.txt", next), ben.join("a.txt", next)]);
  expect([anna.text(), ben.text()]).toEqual(["offline Aone\nB", "offline Aone\nB"]);
  await eventually(async () => expect(await next.onDisk("a.txt")).toBe("offline Aone\nB"));
});

test("so after a kill between two saves, twenty times in a row", async () => {
  const { desk: first, anna, ben } = await scene();
  let desk = first;
  for (let round = 0; round < 20; round += 1) {
    anna.type(0, 0, `a${round} `);
    if (round % 2 === 0) await eventually(() => expect(ben.isSaved()).toBe(true));
    ben.type(ben.text().length, 0, `b${round} `);
    desk = desk.killed();
    await Promise.all([anna.join("a.txt", desk), ben.join("a.txt", desk)]);
  }
  const count = [...Array(20).keys()];
  const expected = `${count
    .toReversed()
    .map((round) => `a${round} `)
    .join("")}one\n${count.map((round) => `b${round} `).join("")}`;
  expect([anna.text(), ben.text()]).toEqual([expected, expected]);
  await eventually(async () => expect(await desk.onDisk("a.txt")).toBe(expected));
});

test("what was said to be saved is in the file when nobody comes back", async () => {
  const { desk, anna } = await scene();
  anna.type(0, 0, "kept ");
  await eventually(() => expect(anna.isSaved()).toBe(true));
  const next = desk.killed();
  expect(await next.onDisk("a.txt")).toBe("kept one\n");
  const { saved, sequence } = await next.page("clara").join("a.txt");
  expect(saved).toBe(sequence);
});

test("a file that something else changed while there was no server is taken over when all was saved", async () => {
  const { desk, anna } = await scene();
  anna.type(0, 0, "kept ");
  await eventually(() => expect(anna.isSaved()).toBe(true));
  const next = desk.killed();
  await writeFile(path.join(desk.place.root, "a.txt"), "kept one\nby a program\n");
  const { state } = await anna.join("a.txt", next);
  expect(anna.text()).toBe("kept one\nby a program\n");
  expect(state.conflict).toBeNull();
});
