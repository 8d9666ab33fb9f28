import { afterEach, describe, expect, it, vi } from "vitest";
import { createDocument, type Document, type FileCalls } from "#app/workspace/editor/documents/document";
import { createJournal, type Journal } from "#app/workspace/editor/documents/journal";
import { keptStorage } from "#app/workspace/editor/documents/kept-storage";
import type { TextBuffer } from "#app/workspace/editor/documents/text-buffer";

/** A disk with versions: the rules of the server, without one. */
function disk(text: string) {
  let file: { text: string; version: number } | null = { text, version: 1 };
  const calls: FileCalls = {
    async read() {
      if (file === null) throw new Error("gone");
      return { kind: "text", text: file.text, version: String(file.version), size: file.text.length };
    },
    async write({ text: next, base }) {
      const current = file === null ? null : { text: file.text, version: String(file.version) };
      if ((current?.version ?? null) !== base) return { kind: "conflict", current };
      file = { text: next, version: (file?.version ?? 0) + 1 };
      return { kind: "saved", version: String(file.version) };
    },
  };
  return {
    calls,
    text: () => file?.text ?? null,
    version: () => file?.version.toString(),
    change(next: string) {
      file = { text: next, version: (file?.version ?? 0) + 1 };
    },
    remove() {
      file = null;
    },
  };
}

function typewriter(text: string) {
  let now = text;
  const listeners = new Set<() => void>();
  const buffer: TextBuffer & { type(next: string): void } = {
    text: () => now,
    replace(next) {
      now = next;
      for (const listener of listeners) listener();
    },
    type: (next) => buffer.replace(next),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose: () => listeners.clear(),
  };
  return buffer;
}

const open: { document: Document; journal: Journal }[] = [];
afterEach(() => {
  for (const { document, journal } of open.splice(0)) {
    document.dispose();
    journal.dispose();
  }
});

async function opened(on: ReturnType<typeof disk>, shared = keptStorage(), own = keptStorage()) {
  let buffer = typewriter("");
  const journal = createJournal({ shared, own, workspaceId: "w" });
  const make = async () => (_path: string, text: string) => {
    buffer = typewriter(text);
    return buffer;
  };
  const document = createDocument({ path: "a.txt", calls: on.calls, buffers: make, journal, autosave: 5 });
  open.push({ document, journal });
  await document.load();
  return {
    document,
    type: (text: string) => buffer.type(text),
    text: () => buffer.text(),
    state: () => document.state.getState(),
    shared,
    own,
  };
}

describe("an open document", () => {
  it("saves by itself after a while of quiet", async () => {
    const on = disk("one");
    const { type, state } = await opened(on);
    type("two");
    expect(state()).toMatchObject({ dirty: true });
    await vi.waitFor(() => expect(on.text()).toBe("two"));
    await vi.waitFor(() => expect(state()).toMatchObject({ dirty: false, saving: false }));
  });

  it("saves what was typed while it was saving", async () => {
    const on = disk("one");
    const { document, type } = await opened(on);
    type("two");
    const saved = document.save();
    type("three");
    await saved;
    expect(on.text()).toBe("three");
  });

  it("takes a change from elsewhere quietly while nothing is unsaved", async () => {
    const on = disk("one");
    const { document, text, state } = await opened(on);
    on.change("theirs");
    await document.seen(on.version());
    expect(text()).toBe("theirs");
    expect(state()).toMatchObject({ dirty: false });
  });

  it("keeps unsaved text when the file changes elsewhere, and shows both", async () => {
    const on = disk("one");
    const { document, type, text, state } = await opened(on);
    on.change("theirs");
    type("mine");
    await document.seen(on.version());
    await document.save();
    expect(text()).toBe("mine");
    expect(on.text()).toBe("theirs");
    expect(state()).toMatchObject({ conflict: { current: { text: "theirs" } } });
  });

  it("ends a conflict with my text or with theirs", async () => {
    for (const [choice, expected] of [
      ["keepMine", "mine"],
      ["takeTheirs", "theirs"],
    ] as const) {
      const on = disk("one");
      const { document, type, text, state } = await opened(on);
      on.change("theirs");
      type("mine");
      await document.save();
      await document[choice]();
      expect(on.text()).toBe(expected);
      expect(text()).toBe(expected);
      expect(state()).toMatchObject({ conflict: null, dirty: false });
    }
  });

  it("meets a second conflict when the file changed again before the choice", async () => {
    const on = disk("one");
    const { document, type, state } = await opened(on);
    on.change("theirs");
    type("mine");
    await document.save();
    on.change("theirs again");
    await document.keepMine();
    expect(on.text()).toBe("theirs again");
    expect(state()).toMatchObject({ conflict: { current: { text: "theirs again" } } });
  });

  it("does not call it a conflict when both wrote the same", async () => {
    const on = disk("one");
    const { document, type, state } = await opened(on);
    on.change("same");
    type("same");
    await document.save();
    expect(state()).toMatchObject({ conflict: null, dirty: false });
  });

  it("keeps text that was not saved over a reload of the page", async () => {
    const on = disk("one");
    const first = await opened(on);
    first.type("typed before the crash");
    first.document.rescue();
    first.document.dispose();
    const second = await opened(on, first.shared, first.own);
    expect(second.text()).toBe("typed before the crash");
    await vi.waitFor(() => expect(on.text()).toBe("typed before the crash"));
  });

  it("shows both texts when the disk moved on between crash and return", async () => {
    const on = disk("one");
    const first = await opened(on);
    first.type("mine");
    first.document.rescue();
    first.document.dispose();
    on.change("theirs");
    const second = await opened(on, first.shared, first.own);
    await vi.waitFor(() => expect(second.state()).toMatchObject({ conflict: { current: { text: "theirs" } } }));
    expect(second.text()).toBe("mine");
    expect(on.text()).toBe("theirs");
  });

  it("says when the file was deleted and can write it again", async () => {
    const on = disk("one");
    const { document, state } = await opened(on);
    on.remove();
    await document.seen(undefined);
    expect(state()).toMatchObject({ gone: true });
    await document.restore();
    expect(on.text()).toBe("one");
    expect(state()).toMatchObject({ gone: false, dirty: false });
  });

  it("keeps the text and says why when a save fails, and tries again when asked", async () => {
    const on = disk("one");
    const { document, type, state } = await opened(on);
    const write = on.calls.write;
    on.calls.write = () => Promise.reject(new Error("offline"));
    type("two");
    await document.save();
    expect(state()).toMatchObject({ dirty: true, saving: false, error: expect.any(String) });
    on.calls.write = write;
    await document.save();
    expect(on.text()).toBe("two");
    expect(state()).toMatchObject({ dirty: false, error: null });
  });
});
