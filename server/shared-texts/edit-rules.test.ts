import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { dropPending, isPlainEdit } from "#server/shared-texts/edit-rules";

function documentWith(text: string): Y.Doc {
  const document = new Y.Doc();
  document.getText("text").insert(0, text);
  return document;
}

/** The edit that `change` makes on a copy of the document. */
function editOf(document: Y.Doc, change: (copy: Y.Doc) => void): Uint8Array {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(document));
  const before = Y.encodeStateVector(copy);
  change(copy);
  return Y.encodeStateAsUpdate(copy, before);
}

describe("an edit that is taken in", () => {
  const document = documentWith("one\ntwo\n");

  it.each([
    ["typing", (copy: Y.Doc) => copy.getText("text").insert(3, " more")],
    ["removing", (copy: Y.Doc) => copy.getText("text").delete(0, 4)],
    ["nothing", () => undefined],
  ])("is %s", (_what, change) => {
    expect(isPlainEdit(document, editOf(document, change))).toBe(true);
  });

  it.each([
    ["a format", (copy: Y.Doc) => copy.getText("text").format(0, 3, { bold: true })],
    ["something embedded", (copy: Y.Doc) => copy.getText("text").insertEmbed(0, { src: "x" })],
    ["another root", (copy: Y.Doc) => copy.getText("other").insert(0, "x")],
    ["a map", (copy: Y.Doc) => void copy.getMap("text").set("a", 1)],
    ["a carriage return", (copy: Y.Doc) => copy.getText("text").insert(0, "a\r\n")],
    ["a document of its own", (copy: Y.Doc) => void copy.getMap("docs").set("a", new Y.Doc())],
  ])("is not %s", (_what, change) => {
    expect(isPlainEdit(document, editOf(document, change))).toBe(false);
  });

  it("is not one whose beginning never came", () => {
    const copy = new Y.Doc();
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(document));
    copy.getText("text").insert(0, "first");
    const later = Y.encodeStateVector(copy);
    copy.getText("text").insert(0, "second");
    expect(isPlainEdit(document, Y.encodeStateAsUpdate(copy, later))).toBe(false);
  });

  it("is not rubbish", () => {
    for (const bytes of [[], [1], [255, 255, 255, 255, 255, 255], [1, 1, 1, 0, 99, 1, 2, 3]])
      expect(isPlainEdit(document, new Uint8Array(bytes))).toBe(false);
  });
});

describe("what waits for parts that never come", () => {
  it("is dropped", () => {
    const [document, other] = [documentWith("one"), documentWith("two")];
    const edit = editOf(other, (copy) => copy.getText("text").insert(1, "x"));
    Y.applyUpdate(document, edit);
    expect(dropPending(document)).toBe(true);
    expect(dropPending(document)).toBe(false);
  });
});
