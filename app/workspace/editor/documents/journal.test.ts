import { afterEach, describe, expect, it } from "vitest";
import { createJournal, type Journal } from "#app/workspace/editor/documents/journal";
import { keptStorage } from "#app/workspace/editor/documents/kept-storage";

const open: Journal[] = [];
afterEach(() => {
  for (const journal of open.splice(0)) journal.dispose();
});

function journal(shared: Storage, own: Storage, now: () => number = Date.now): Journal {
  const made = createJournal({ shared, own, workspaceId: "w", now });
  open.push(made);
  return made;
}

const entry = { text: "typed", base: "1" };

describe("the journal of unsaved text", () => {
  it("gives a reloaded tab its own text back", () => {
    const [shared, own] = [keptStorage(), keptStorage()];
    journal(shared, own).keep("a.txt", entry);
    expect(journal(shared, own).entry("a.txt")).toEqual(entry);
  });

  it("does not give a living tab's text to another", () => {
    const shared = keptStorage();
    journal(shared, keptStorage()).keep("a.txt", entry);
    expect(journal(shared, keptStorage()).entry("a.txt")).toBeNull();
  });

  it("gives the text of a dead tab to the next one, once", () => {
    const shared = keptStorage();
    let now = 0;
    journal(shared, keptStorage(), () => now).keep("a.txt", entry);
    now = 10 * 60_000;
    const later = journal(shared, keptStorage(), () => now);
    expect(later.paths()).toEqual(["a.txt"]);
    expect(later.entry("a.txt")).toEqual(entry);
    expect(journal(shared, keptStorage(), () => now).entry("a.txt")).toBeNull();
  });

  it("forgets what was saved", () => {
    const [shared, own] = [keptStorage(), keptStorage()];
    const one = journal(shared, own);
    one.keep("a.txt", entry);
    one.drop("a.txt");
    expect(one.paths()).toEqual([]);
  });

  it("takes a damaged entry for none", () => {
    const [shared, own] = [keptStorage(), keptStorage()];
    const one = journal(shared, own);
    one.keep("a.txt", entry);
    const key = Array.from({ length: shared.length }, (_, index) => shared.key(index) ?? "").find((name) =>
      name.includes("journal"),
    );
    shared.setItem(key ?? "", "{");
    expect(one.entry("a.txt")).toBeNull();
  });
});
