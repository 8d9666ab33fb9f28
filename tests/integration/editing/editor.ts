import { createTranslator } from "use-intl/core";
import { onTestFinished } from "vitest";
import { messagesIn } from "#app/i18n/messages";
import { CallError } from "#app/workspace/connection/call-error";
import { createDocument } from "#app/workspace/editor/documents/document";
import { createJournal } from "#app/workspace/editor/documents/journal";
import { keptStorage } from "#app/workspace/editor/documents/kept-storage";
import { createLiveText, mergeEdits } from "#app/workspace/editor/documents/live-text";
import type { Document } from "#app/workspace/editor/documents/open-document";
import type { TextCalls, TextNotice } from "#app/workspace/editor/documents/text-link";
import { typewriter } from "#app/workspace/editor/documents/typewriter";
import { createTextSignals } from "#server/shared-texts/shared-text-handlers";
import { at } from "../files/workspace-files";
import { callerOf, type Desk } from "./desk";

/** A document as the page has it, at a server of the test's own; the wire between them can be cut. */
export interface Editor {
  readonly document: Document;
  text(): string;
  type(next: string): void;
  state(): ReturnType<Document["state"]["getState"]>;
  cut(): void;
  /** Connects (to another server, when one is given) and waits until the document has joined. */
  back(on?: Desk): Promise<void>;
  /** The page goes, as when a browser crashes after it wrote its journal; answers its return. */
  reload(on?: Desk): Promise<Editor>;
  /** Whether this page may change anything from now on. */
  allow(drive: boolean): void;
}

const lost = () =>
  new CallError({
    code: "unavailable",
    sentence: "The connection is lost. Nothing was sent; try again when it is back.",
  });

/** Opens a file in a page of `name`. */
export async function openEditor(
  first: Desk,
  name: string,
  file = "a.txt",
  [shared, own] = [keptStorage(), keptStorage()],
): Promise<Editor> {
  let desk = first;
  let wire = new AbortController();
  let caller = listen();
  let mayEdit = true;
  let buffer = typewriter("");

  function listen() {
    return callerOf(name, wire.signal, (notice, body) => {
      if (!notice.startsWith("text:")) return;
      // As over a socket: later, in order, and never after the wire was cut.
      const from = wire;
      queueMicrotask(() => {
        if (!from.signal.aborted) document.hear({ name: notice, notice: body } as unknown as TextNotice);
      });
    });
  }

  async function connected<T>(work: () => Promise<T>): Promise<T> {
    const from = wire;
    if (from.signal.aborted) throw lost();
    const answer = await work();
    if (from.signal.aborted) throw lost();
    return answer;
  }

  const signals = () => createTextSignals(desk.texts);
  const calls: TextCalls = {
    mayEdit: () => mayEdit,
    join: (path, known) => connected(() => desk.texts.join(caller, at(path), known)),
    save: (id) => connected(() => desk.texts.find(caller.workspace, id).save()),
    resolve: (id, keep, version) => connected(() => desk.texts.find(caller.workspace, id).resolve(keep, version)),
    edit(id, number, update) {
      if (wire.signal.aborted) return false;
      signals()["text:edit"](caller, { id, number, update });
      return true;
    },
    cursor(id, place) {
      if (!wire.signal.aborted) signals()["text:cursor"](caller, { id, at: place });
    },
    leave(id) {
      if (!wire.signal.aborted) signals()["text:leave"](caller, { id });
    },
  };
  const journal = createJournal({ shared, own, workspaceId: "w" });
  const makeBuffer = (_path: string, text: string) => {
    buffer = typewriter(text);
    return buffer;
  };
  const say = createTranslator({ locale: "en", messages: messagesIn("en"), namespace: "editing.documents" });
  const editing = async () => ({ makeBuffer, createLiveText, mergeEdits });
  const document = createDocument({ path: file, calls, editing, journal, say });
  onTestFinished(() => {
    document.dispose();
    journal.dispose();
  });
  await document.load();

  return {
    document,
    text: () => buffer.text(),
    type: (next) => buffer.type(next),
    state: () => document.state.getState(),
    cut() {
      wire.abort();
      document.lost();
    },
    async back(on = desk) {
      desk = on;
      wire = new AbortController();
      caller = listen();
      await document.load();
    },
    reload(on = desk) {
      document.rescue();
      wire.abort();
      document.dispose();
      return openEditor(on, name, file, [shared, own]);
    },
    allow(drive) {
      mayEdit = drive;
    },
  };
}
