import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, onTestFinished, vi } from "vitest";
import * as Y from "yjs";
import { createLog } from "#server/log";
import { createKeptTexts } from "#server/shared-texts/kept-texts";
import { createTextSignals } from "#server/shared-texts/shared-text-handlers";
import { createSharedTexts, type SharedTexts } from "#server/shared-texts/shared-texts";
import type { Caller } from "#server/sockets/handlers";
import { UserId } from "#shared/ids";
import type { Notice, NoticeName } from "#shared/socket/catalogue";
import type { JoinedText } from "#shared/socket/texts";
import { at, createWorkspaceFiles, type WorkspaceFiles, workspace } from "../files/workspace-files";

/** The texts of one workspace on a disk of its own, and pages that edit them. */
export interface Desk {
  readonly place: WorkspaceFiles;
  readonly texts: SharedTexts;
  /** What is in a file now. */
  onDisk(file: string): Promise<string>;
  /** As after kill -9: nothing is written any more, and another server begins on the same disk. */
  killed(): Desk;
  page(name: string): DeskPage;
}

type Heard = { readonly name: string; readonly body: Record<string, unknown> };

/** One page: a document of its own, which it exchanges with the server as a browser does. */
export interface DeskPage {
  readonly caller: Caller;
  readonly document: Y.Doc;
  readonly notices: Heard[];
  /** The page's edits, counted. */
  sent(): number;
  text(): string;
  join(file: string, on?: Desk): Promise<JoinedText>;
  /** Replaces letters; the edit is sent at once. */
  type(start: number, removed: number, letters: string): void;
  heard(name: string): Record<string, unknown>[];
  /** Everything that this page shows is said to be in the file. */
  isSaved(): boolean;
  send(update: Uint8Array): void;
  gone(): void;
}

/** A desk on a fresh disk, or on the disk of another one. */
export async function createDesk(): Promise<Desk> {
  const place = await createWorkspaceFiles();
  place.present(true);
  onTestFinished(() => place.dispose());
  let probe = 0;
  await eventually(async () => {
    probe += 1;
    await writeFile(path.join(place.root, "watched"), `${probe}`);
    expect(place.notices).not.toEqual([]);
  });
  return deskOn(place);
}

/** Waits until what is looked at holds, also on a busy machine. */
export function eventually<T>(look: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(look, { timeout: 15_000 });
}

function deskOn(place: WorkspaceFiles): Desk {
  let alive = true;
  const kept = createKeptTexts(path.join(place.outside, "texts"));
  const stopped = () => new Promise<never>(() => undefined);
  const files = {
    ...place.files,
    write: (...write: Parameters<WorkspaceFiles["files"]["write"]>) =>
      alive ? place.files.write(...write) : stopped(),
  };
  const texts = createSharedTexts({ files, kept, log: createLog("silent") });
  onTestFinished(() => (alive ? texts.close() : undefined));
  const desk: Desk = {
    place,
    texts,
    onDisk: (file) => readFile(path.join(place.root, file), "utf8"),
    killed() {
      alive = false;
      return deskOn(place);
    },
    page: (name) => createPage(desk, name),
  };
  return desk;
}

let pages = 0;

/** Somebody at a page of a server without sockets; hears notices at once. */
export function callerOf(
  name: string,
  signal: AbortSignal,
  hear: (notice: NoticeName, body: Notice<NoticeName>) => void,
): Caller {
  pages += 1;
  const viewer = { id: `page${pages}`, signal, origin: "", buffered: () => 0, send: hear };
  const claims = { sub: UserId.parse(name), name, sid: "s", workspace, right: "own" };
  return { claims, workspace, viewer } as unknown as Caller;
}

function createPage(first: Desk, name: string): DeskPage {
  const document = new Y.Doc();
  const letters = document.getText("text");
  const server = Symbol("server");
  const notices: Heard[] = [];
  let desk = first;
  let ended = new AbortController();
  let joined: JoinedText | undefined;
  let number = 0;
  let seen = 0;

  function enter(): Caller {
    return callerOf(name, ended.signal, (notice, body) => {
      notices.push({ name: notice, body });
      if (notice !== "text:edited" || !("update" in body) || !("sequence" in body)) return;
      seen = body.sequence;
      Y.applyUpdate(document, new Uint8Array(body.update), server);
    });
  }
  let caller = enter();

  function send(update: Uint8Array): void {
    if (joined === undefined) return;
    number += 1;
    createTextSignals(desk.texts)["text:edit"](caller, { id: joined.id, number, update });
  }

  document.on("update", (update: Uint8Array, origin: unknown) => {
    if (origin !== server) send(update);
  });

  return {
    get caller() {
      return caller;
    },
    document,
    notices,
    sent: () => number,
    text: () => letters.toString(),
    async join(file, on = desk) {
      const known = joined && { id: joined.id, vector: Y.encodeStateVector(document) };
      if (on !== desk || ended.signal.aborted) {
        ended = new AbortController();
        caller = enter();
      }
      desk = on;
      const answer = await desk.texts.join(caller, at(file), known);
      if (answer.kind !== "text") throw new Error(`${file} is ${answer.kind}`);
      const again = joined?.id === answer.id;
      joined = answer;
      number = 0;
      seen = answer.sequence;
      Y.applyUpdate(document, answer.update, server);
      if (again) send(Y.encodeStateAsUpdate(document, answer.vector));
      return answer;
    },
    type(start, removed, fresh) {
      document.transact(() => {
        letters.delete(start, removed);
        letters.insert(start, fresh);
      });
    },
    heard: (wanted) => notices.filter((notice) => notice.name === wanted).map(({ body }) => body),
    isSaved() {
      const last = notices.findLast((notice) => notice.name === "text:saved")?.body;
      return last?.number === number && Number(last.sequence) >= seen;
    },
    send,
    gone: () => ended.abort(),
  };
}
