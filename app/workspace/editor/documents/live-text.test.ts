import { describe, expect, it } from "vitest";
import { createLiveText, type LiveText } from "#app/workspace/editor/documents/live-text";
import { typewriter } from "#app/workspace/editor/documents/typewriter";

function copy(text: string, from?: LiveText) {
  const live = createLiveText();
  if (from) live.take(from.since(live.vector()));
  else live.become(text);
  const buffer = typewriter(live.text());
  live.attach(buffer);
  return { live, buffer };
}

function pair(text: string) {
  const one = copy(text);
  const two = copy("", one.live);
  one.live.onEdit((update) => two.live.take(update));
  two.live.onEdit((update) => one.live.take(update));
  return { one, two };
}

describe("two copies of one text", () => {
  it("say the same, in their buffers too", () => {
    const { one, two } = pair("one\ntwo\nthree\n");
    one.buffer.type("ONE\ntwo\nthree\n");
    two.buffer.type("ONE\ntwo\nthree\nfour\n");
    one.buffer.type("two\nTHREE\nfour\n");
    for (const { live, buffer } of [one, two])
      expect([live.text(), buffer.text()]).toEqual(Array(2).fill("two\nTHREE\nfour\n"));
  });

  it("undo only what was typed in them", () => {
    const { one, two } = pair("text");
    one.buffer.type("my text");
    two.buffer.type("my text!");
    expect(two.live.canUndo()).toBe(true);
    one.live.undo();
    expect(two.buffer.text()).toBe("text!");
    one.live.undo();
    expect(two.buffer.text()).toBe("text!");
    one.live.redo();
    expect([one.buffer.text(), two.buffer.text()]).toEqual(["my text!", "my text!"]);
  });

  it("keep a place with the letters around it", () => {
    const { one, two } = pair("one two");
    const place = one.live.placeOf(4);
    two.buffer.type("and one two");
    expect(one.live.offsetOf(place)).toBe(8);
    expect(one.live.offsetOf(new Uint8Array([255, 255]))).toBeNull();
  });

  it("say when parts of an edit are missing", () => {
    const { one, two } = pair("a");
    const before = two.live.vector();
    const third = copy("", one.live);
    const missed: Uint8Array[] = [];
    one.live.onEdit((update) => missed.push(update));
    one.buffer.type("ab");
    one.buffer.type("abc");
    expect(third.live.take(missed[1] ?? new Uint8Array())).toBe(false);
    expect(third.live.take(one.live.since(before))).toBe(true);
    expect(third.live.text()).toBe("abc");
  });
});
