import { describe, expect, it } from "vitest";
import { keptStorage } from "#app/workspace/editor/documents/kept-storage";
import { createOpenFiles } from "#app/workspace/editor/open-files";

function openFiles(storage = keptStorage()) {
  const files = createOpenFiles(storage, "tabs", () => undefined);
  const tabs = () =>
    files.state.getState().groups.map((group) => group.tabs.map((tab) => (tab.preview ? `(${tab.path})` : tab.path)));
  return { files, tabs };
}

describe("open files", () => {
  it("show one preview at a time until it is kept", () => {
    const { files, tabs } = openFiles();
    files.open("a", undefined, { preview: true });
    files.open("b", undefined, { preview: true });
    expect(tabs()).toEqual([["(b)"]]);
    files.keep("b");
    files.open("c", undefined, { preview: true });
    expect(tabs()).toEqual([["b", "(c)"]]);
  });

  it("go to the neighbour when the active one closes", () => {
    const { files } = openFiles();
    for (const path of ["a", "b", "c"]) files.open(path);
    files.activate("b", 1);
    files.close("b");
    expect(files.active()).toBe("c");
  });

  it("can stand side by side, and the side goes with its last tab", () => {
    const { files, tabs } = openFiles();
    files.open("a");
    files.split();
    expect(tabs()).toEqual([["a"], ["a"]]);
    files.close("a", files.state.getState().activeGroup);
    expect(tabs()).toEqual([["a"]]);
  });

  it("can be moved within and between groups", () => {
    const { files, tabs } = openFiles();
    for (const path of ["a", "b"]) files.open(path);
    files.split();
    files.move("a", 1, 2, "b");
    expect(tabs()).toEqual([["b"], ["a", "b"]]);
    files.move("b", 2, 2, "a");
    expect(tabs()).toEqual([["b"], ["b", "a"]]);
  });

  it("follow a renamed folder and go with a deleted one", () => {
    const { files, tabs } = openFiles();
    for (const path of ["src/a", "src/b", "c"]) files.open(path);
    files.renamed("src", "lib");
    expect(tabs()).toEqual([["lib/a", "lib/b", "c"]]);
    files.removed("lib");
    expect(tabs()).toEqual([["c"]]);
  });

  it("are the same after a reload", () => {
    const storage = keptStorage();
    openFiles(storage).files.open("a");
    const { files, tabs } = openFiles(storage);
    expect(files.restored).toBe(true);
    expect(tabs()).toEqual([["a"]]);
  });

  it("are none when what was remembered cannot be read", () => {
    const storage = keptStorage();
    storage.setItem("tabs", "{oops");
    expect(openFiles(storage).tabs()).toEqual([[]]);
  });

  it("ask for a place once it is wished", () => {
    const { files } = openFiles();
    files.open("a", { line: 3, column: 1 });
    expect(files.state.getState().reveal).toEqual({ path: "a", place: { line: 3, column: 1 } });
  });
});
