import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { createDesk, type Desk, eventually } from "./desk";
import { type Editor, openEditor } from "./editor";

async function deskWith(text: string): Promise<Desk> {
  const desk = await createDesk();
  await byProgram(desk, text);
  return desk;
}

const byProgram = (desk: Desk, text: string) => writeFile(path.join(desk.place.root, "a.txt"), text);

function saved(desk: Desk, text: string, ...editors: Editor[]): Promise<void> {
  return eventually(async () => {
    for (const editor of editors) {
      expect(editor.text()).toBe(text);
      expect(editor.state()).toMatchObject({ dirty: false, saving: false, error: null, conflict: null });
    }
    expect(await desk.onDisk("a.txt")).toBe(text);
  });
}

test("a document saves by itself, and says so only when the file is written", async () => {
  const desk = await deskWith("one");
  const anna = await openEditor(desk, "anna");
  anna.type("one two");
  expect(anna.state()).toMatchObject({ dirty: true });
  expect(await desk.onDisk("a.txt")).toBe("one");
  await saved(desk, "one two", anna);
});

test("saving by hand resolves when the file is written", async () => {
  const desk = await deskWith("one");
  const anna = await openEditor(desk, "anna");
  anna.type("two");
  await anna.document.save();
  expect(await desk.onDisk("a.txt")).toBe("two");
});

test("two who type at once have both texts, unsaved for both until it is written", async () => {
  const desk = await deskWith("one\n");
  const [anna, ben] = [await openEditor(desk, "anna"), await openEditor(desk, "ben")];
  anna.type("anna one\n");
  ben.type("one\nben\n");
  await eventually(() => expect(anna.text()).toBe("anna one\nben\n"));
  expect(ben.state()).toMatchObject({ dirty: true });
  await saved(desk, "anna one\nben\n", anna, ben);
});

test("what was typed while the connection was lost joins with what others saved meanwhile", async () => {
  const desk = await deskWith("one\n");
  const [anna, ben] = [await openEditor(desk, "anna"), await openEditor(desk, "ben")];
  anna.cut();
  anna.type("offline one\n");
  ben.type("one\nben\n");
  await eventually(() => expect(ben.state()).toMatchObject({ dirty: false }));
  expect(anna.state()).toMatchObject({ dirty: true, saving: false });
  await anna.back();
  await saved(desk, "offline one\nben\n", anna, ben);
});

test("after kill -9 of the server both pages go on, and nothing that either shows is lost or doubled", async () => {
  const desk = await deskWith("one\n");
  const [anna, ben] = [await openEditor(desk, "anna"), await openEditor(desk, "ben")];
  anna.type("anna one\n");
  await eventually(() => expect(ben.text()).toBe("anna one\n"));
  const next = desk.killed();
  for (const editor of [anna, ben]) editor.cut();
  ben.type("anna one\nben\n");
  await Promise.all([anna.back(next), ben.back(next)]);
  await saved(next, "anna one\nben\n", anna, ben);
});

test("text that was not saved survives a reload, though somebody else typed meanwhile", async () => {
  const desk = await deskWith("one\n");
  const [anna, ben] = [await openEditor(desk, "anna"), await openEditor(desk, "ben")];
  anna.cut();
  anna.type("typed before the crash one\n");
  ben.type("one\nben\n");
  await eventually(() => expect(ben.state()).toMatchObject({ dirty: false }));
  const again = await anna.reload();
  await saved(desk, "typed before the crash one\nben\n", again, ben);
});

test("a reload at the moment of typing doubles nothing", async () => {
  const desk = await deskWith("one\n");
  const anna = await openEditor(desk, "anna");
  anna.type("two\n");
  const again = await anna.reload();
  await saved(desk, "two\n", again);
});

test("a program's change of the file is taken over while nothing is unsaved, and only where it differs", async () => {
  const desk = await deskWith("one\nkept\ntwo\n");
  const anna = await openEditor(desk, "anna");
  await byProgram(desk, "ONE\nkept\nTWO\n");
  await eventually(() => expect(anna.text()).toBe("ONE\nkept\nTWO\n"));
  await eventually(() => expect(anna.state()).toMatchObject({ dirty: false, conflict: null }));
});

test("a program's change under unsaved text is a conflict for everybody, and one choice ends it for all", async () => {
  for (const [choice, expected] of [
    ["keepMine", "mine\n"],
    ["takeTheirs", "by a program\n"],
  ] as const) {
    const desk = await deskWith("one\n");
    const [anna, ben] = [await openEditor(desk, "anna"), await openEditor(desk, "ben")];
    anna.type("mine\n");
    await byProgram(desk, "by a program\n");
    for (const editor of [anna, ben])
      await eventually(() =>
        expect(editor.state()).toMatchObject({ dirty: true, conflict: { current: { text: "by a program\n" } } }),
      );
    expect(await desk.onDisk("a.txt")).toBe("by a program\n");
    await ben.document[choice]();
    await saved(desk, expected, anna, ben);
  }
});

test("a choice about a text that has changed once more is not taken", async () => {
  const desk = await deskWith("one\n");
  const anna = await openEditor(desk, "anna");
  anna.type("mine\n");
  await byProgram(desk, "theirs\n");
  await eventually(() => expect(anna.state()).toMatchObject({ conflict: { current: { text: "theirs\n" } } }));
  await byProgram(desk, "theirs again\n");
  await anna.document.keepMine();
  await eventually(() => expect(anna.state()).toMatchObject({ conflict: { current: { text: "theirs again\n" } } }));
  expect(await desk.onDisk("a.txt")).toBe("theirs again\n");
});

test("a deleted file is shown as gone and can be written again", async () => {
  const desk = await deskWith("one\n");
  const anna = await openEditor(desk, "anna");
  await rm(path.join(desk.place.root, "a.txt"));
  await eventually(() => expect(anna.state()).toMatchObject({ gone: true, dirty: false }));
  await anna.document.restore();
  await saved(desk, "one\n", anna);
  expect(anna.state()).toMatchObject({ gone: false });
});

test("typing over a deleted file asks before it is written again", async () => {
  const desk = await deskWith("one\n");
  const anna = await openEditor(desk, "anna");
  await rm(path.join(desk.place.root, "a.txt"));
  await eventually(() => expect(anna.state()).toMatchObject({ gone: true }));
  anna.type("two\n");
  await eventually(() => expect(anna.state()).toMatchObject({ conflict: { current: null } }));
  await anna.document.keepMine();
  await saved(desk, "two\n", anna);
});

test("two texts without a common history are both shown, also after a reload, and one choice ends it", async () => {
  const desk = await deskWith("one\n");
  const anna = await openEditor(desk, "anna");
  anna.cut();
  anna.type("mine\n");
  const next = desk.killed();
  await byProgram(next, "theirs\n");
  const again = await anna.reload(next);
  expect(again.state()).toMatchObject({ dirty: true, conflict: { current: { text: "theirs\n" } } });
  expect(again.text()).toBe("mine\n");
  const third = await again.reload(next);
  expect(third.state()).toMatchObject({ conflict: { current: { text: "theirs\n" } } });
  await third.document.keepMine();
  await saved(next, "mine\n", third);
});

test("a text that is too large says so, and is saved once it is shorter", async () => {
  const desk = await deskWith("one\n");
  const anna = await openEditor(desk, "anna");
  anna.type("x".repeat(3 * 1024 * 1024));
  await eventually(() => expect(anna.state()).toMatchObject({ dirty: true, error: expect.stringContaining("2 MiB") }));
  anna.type("short\n");
  await saved(desk, "short\n", anna);
  anna.type("y".repeat(5 * 1024 * 1024));
  await eventually(() => expect(anna.state()).toMatchObject({ dirty: true, error: expect.stringContaining("2 MiB") }));
  anna.type("shorter\n");
  await saved(desk, "shorter\n", anna);
});

test("who may not change the text any more sees what is there, not what did not arrive", async () => {
  const desk = await deskWith("one\n");
  const [anna, ben] = [await openEditor(desk, "anna"), await openEditor(desk, "ben")];
  ben.cut();
  ben.type("not allowed one\n");
  ben.allow(false);
  await ben.back();
  await ben.document.revert();
  expect([anna.text(), ben.text()]).toEqual(["one\n", "one\n"]);
  expect(ben.state()).toMatchObject({ dirty: false });
});

test("the others' cursors move with the letters and go with their pages", async () => {
  const desk = await deskWith("one two\n");
  const [anna, ben] = [await openEditor(desk, "anna"), await openEditor(desk, "ben")];
  anna.document.point({ anchor: 4, head: 7 });
  await eventually(() => expect(ben.document.peers.getState()).toMatchObject([{ name: "anna" }]));
  ben.type("and one two\n");
  const [peer] = ben.document.peers.getState();
  expect(peer && [ben.document.offsetOf(peer.at.anchor), ben.document.offsetOf(peer.at.head)]).toEqual([8, 11]);
  anna.cut();
  await eventually(() => expect(ben.document.peers.getState()).toEqual([]));
});
