import { readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { createKeptTexts } from "#server/shared-texts/kept-texts";
import { TextId } from "#shared/ids";
import { at, workspace } from "../files/workspace-files";
import { createDesk, eventually } from "./desk";

async function scene(text = "one\n") {
  const desk = await createDesk();
  await writeFile(path.join(desk.place.root, "a.txt"), text);
  const [anna, ben] = [desk.page("anna"), desk.page("ben")];
  await anna.join("a.txt");
  await ben.join("a.txt");
  return { desk, anna, ben };
}

test("an edit that is no plain text reaches nobody, and its page is sent away to join again", async () => {
  const { desk, anna, ben } = await scene();
  const before = Y.encodeStateVector(anna.document);
  anna.document.getText("text").insertEmbed(0, { image: "x" });
  expect(anna.heard("text:closed")).toHaveLength(1);
  expect(ben.heard("text:edited")).toEqual([]);
  expect(Y.encodeStateAsUpdate(anna.document, before).length).toBeGreaterThan(2);
  ben.type(0, 0, "fine ");
  await eventually(async () => expect(await desk.onDisk("a.txt")).toBe("fine one\n"));
});

test("a text of another workspace is as unknown as one that does not exist", async () => {
  const { desk, anna } = await scene();
  const { id } = await anna.join("a.txt");
  const elsewhere = { ...anna.caller, workspace: "w2" as typeof workspace };
  for (const wanted of [id, TextId.parse("nothing")])
    expect(() => desk.texts.find(elsewhere.workspace, wanted)).toThrow("This does not exist, or you may not see it.");
});

test("a text that has grown beyond every measure is let go, and its file stays as it was", async () => {
  const { desk, anna, ben } = await scene();
  for (let count = 0; count < 3; count += 1) anna.type(0, 0, "x".repeat(3 * 1024 * 1024));
  expect(ben.heard("text:closed")).toHaveLength(1);
  expect((await desk.page("clara").join("a.txt")).state.conflict).toBeNull();
  expect(await desk.onDisk("a.txt")).toBe("one\n");
});

test("a history that grows without its text growing begins anew once everything is saved", async () => {
  const { desk, anna, ben } = await scene();
  for (let count = 0; count < 40; count += 1) {
    anna.type(0, 0, `${count}`.repeat(512 * 1024));
    anna.type(0, anna.text().length, `${count}\n`);
  }
  await eventually(() => expect(ben.heard("text:closed")).toHaveLength(1));
  expect(await desk.onDisk("a.txt")).toBe("39\n");
  expect((await desk.page("clara").join("a.txt")).update.length).toBeLessThan(100);
});

test("only so many texts are open in one workspace", async () => {
  const { desk, anna } = await scene();
  const join = (index: number) => desk.texts.join(anna.caller, at(`f${index}.txt`));
  for (let index = 0; index < 127; index += 1) {
    await writeFile(path.join(desk.place.root, `f${index}.txt`), "");
    await join(index);
  }
  await writeFile(path.join(desk.place.root, "f127.txt"), "");
  await expect(join(127)).rejects.toThrow("Too many files are open");
  desk.texts.leave(anna.caller, (await anna.join("a.txt")).id);
});

test("what was kept of a text that a power cut tore is as if there were nothing", async () => {
  const { desk, anna } = await scene();
  anna.type(0, 0, "saved ");
  await eventually(() => expect(anna.isSaved()).toBe(true));
  const kept = createKeptTexts(path.join(desk.place.outside, "texts"));
  expect((await kept.load(workspace, at("a.txt")))?.written).toBeDefined();
  await kept.sweep(async () => new Set([workspace]));
  expect(await kept.load(workspace, at("a.txt"))).toBeDefined();
  const folder = path.join(desk.place.outside, "texts", workspace);
  for (const name of await readdir(folder)) await writeFile(path.join(folder, name), Buffer.from([0, 0, 0, 9, 1]));
  expect(await kept.load(workspace, at("a.txt"))).toBeUndefined();
  const next = desk.killed();
  await desk.page("clara").join("a.txt", next);
  expect(await next.onDisk("a.txt")).toBe("saved one\n");
  await kept.sweep(async () => new Set());
  expect(await readdir(path.dirname(folder))).toEqual([]);
});
