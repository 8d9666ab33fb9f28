import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { at } from "../files/workspace-files";
import { createDesk, type Desk, eventually } from "./desk";

async function deskWith(text: string | Buffer, file = "a.txt"): Promise<Desk> {
  const desk = await createDesk();
  await writeFile(path.join(desk.place.root, file), text);
  return desk;
}

async function two(desk: Desk) {
  const [anna, ben] = [desk.page("anna"), desk.page("ben")];
  await anna.join("a.txt");
  await ben.join("a.txt");
  return { anna, ben };
}

test("what two type at once is in both pages and in the file", async () => {
  const desk = await deskWith("one\n");
  const { anna, ben } = await two(desk);
  for (let count = 0; count < 200; count += 1) {
    anna.type(0, 0, "a");
    ben.type(ben.text().length, 0, "b");
  }
  const expected = `${"a".repeat(200)}one\n${"b".repeat(200)}`;
  expect([anna.text(), ben.text()]).toEqual([expected, expected]);
  await eventually(() => expect([anna.isSaved(), ben.isSaved()]).toEqual([true, true]));
  expect(await desk.onDisk("a.txt")).toBe(expected);
});

test("a page is told that all is saved only when what others typed is in the file too", async () => {
  const desk = await deskWith("one\n");
  const { anna, ben } = await two(desk);
  anna.type(0, 0, "typed ");
  expect(ben.text()).toBe("typed one\n");
  expect(ben.isSaved()).toBe(false);
  await eventually(() => expect(ben.isSaved()).toBe(true));
  expect(await desk.onDisk("a.txt")).toBe("typed one\n");
});

test("an edit that changes nothing is acknowledged", async () => {
  const desk = await deskWith("one\n");
  const { anna } = await two(desk);
  anna.send(new Uint8Array([0, 0]));
  await eventually(() => expect(anna.isSaved()).toBe(true));
});

test("saving now answers when the file is written", async () => {
  const desk = await deskWith("one\n");
  const { anna } = await two(desk);
  anna.type(0, 3, "two");
  const text = desk.texts.find(anna.caller.workspace, (await anna.join("a.txt")).id);
  await text.save();
  expect(await desk.onDisk("a.txt")).toBe("two\n");
});

test("line ends and byte order mark of the file stay as they were", async () => {
  const desk = await deskWith("\ufeffone\r\ntwo\r\n");
  const { anna } = await two(desk);
  expect(anna.text()).toBe("one\ntwo\n");
  anna.type(4, 3, "2\n3");
  await eventually(async () => expect(await desk.onDisk("a.txt")).toBe("\ufeffone\r\n2\r\n3\r\n"));
});

test("a cursor bears the name of its ticket and goes with its page", async () => {
  const desk = await deskWith("one\n");
  const { anna, ben } = await two(desk);
  const place = new Uint8Array([1, 2]);
  const { id } = await anna.join("a.txt");
  desk.texts.find(anna.caller.workspace, id).point(anna.caller.viewer, { anchor: place, head: place });
  expect(ben.heard("text:cursor").at(-1)).toMatchObject({
    cursor: { user: "anna", name: "anna", at: { head: place } },
  });
  expect((await desk.page("clara").join("a.txt")).cursors).toMatchObject([{ name: "anna" }]);
  anna.gone();
  expect(ben.heard("text:cursor").at(-1)).toMatchObject({ cursor: { name: "anna", at: null } });
});

test("a text moves with its file, and what is typed meanwhile goes along", async () => {
  const desk = await deskWith("one\n");
  const { anna, ben } = await two(desk);
  anna.type(0, 0, "unsaved ");
  await desk.texts.move(anna.caller.workspace, at("a.txt"), at("b.txt"), async () => {
    ben.type(0, 0, "while it moves ");
    await desk.place.files.move(anna.caller.workspace, at("a.txt"), at("b.txt"));
  });
  anna.type(0, 0, "later ");
  await eventually(async () => expect(await desk.onDisk("b.txt")).toBe("later while it moves unsaved one\n"));
  expect((await desk.page("clara").join("b.txt")).id).toBe((await anna.join("b.txt")).id);
  expect(anna.heard("text:changed")).toEqual([]);
});

test("a file that gets the name of a deleted one takes the place of its text", async () => {
  const desk = await deskWith("one\n");
  await writeFile(path.join(desk.place.root, "b.txt"), "old\n");
  const [anna, ben] = [desk.page("anna"), desk.page("ben")];
  await anna.join("a.txt");
  const gone = await ben.join("b.txt");
  await rm(path.join(desk.place.root, "b.txt"));
  await eventually(() => expect(ben.heard("text:changed")).toMatchObject([{ state: { gone: true } }]));
  await desk.texts.move(anna.caller.workspace, at("a.txt"), at("b.txt"), () =>
    desk.place.files.move(anna.caller.workspace, at("a.txt"), at("b.txt")),
  );
  expect(ben.heard("text:closed")).toEqual([{ id: gone.id }]);
  anna.type(0, 0, "moved ");
  await eventually(async () => expect(await desk.onDisk("b.txt")).toBe("moved one\n"));
});

test("what is no text is not shared", async () => {
  const desk = await deskWith(Buffer.from([0, 1, 2]));
  await expect(desk.page("anna").join("a.txt")).rejects.toThrow("a.txt is binary");
});
