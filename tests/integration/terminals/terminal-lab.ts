import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll } from "vitest";
import { createLog } from "#server/log";
import { createTerminalBook } from "#server/terminals/terminal-book";
import { createTerminalCalls, createTerminalSignals } from "#server/terminals/terminal-handlers";
import { createTerminals, type Terminals } from "#server/terminals/terminals";
import type { TerminalId, WorkspaceId } from "#shared/ids";
import type { Right } from "#shared/ticket";
import { Screen } from "../../docker/terminals/screen";
import { makePerson, makeWorkspace, type Person, signTicket } from "../fixtures/course";
import { openPage, type Page } from "../fixtures/page";
import { type DoorServer, withSocketServer } from "../fixtures/socket-server";
import { createHostMachines } from "./host-machines";

/** For `expect.poll`: shells on a busy machine need their time. */
export const patient = { timeout: 10_000 } as const;

/** A student's workspace. */
export interface Owned {
  readonly person: Person;
  readonly workspace: WorkspaceId;
  /** What the ticket says; the owner's unless given. */
  readonly right?: Right;
}

/** Real terminals behind the real door: sockets, tickets, the feed and a keeper on this host; only the container is missing. */
export interface TerminalLab {
  readonly server: DoorServer;
  readonly terminals: Terminals;
  /** Where shells begin. */
  readonly folder: string;
  /** Somebody with a workspace of their own. */
  student(): Promise<Owned>;
  /** A tutor of the course at somebody's workspace, who may look and nothing else. */
  tutor(owned: Owned): Promise<Owned>;
  ticket(owned: Owned): Promise<string>;
  page(owned: Owned): Promise<Page>;
  /** Opens a shell; the first page to be shown it. */
  open(page: Page): Promise<Screen>;
}

/** Starts the lab before the file's tests and closes it after them. */
export function withTerminals(): TerminalLab {
  let terminals: Terminals | undefined;
  const folder = mkdtempSync(path.join(tmpdir(), "varlab-shells-"));
  const server = withSocketServer([], (pages, people) => {
    terminals = createTerminals({
      machines: createHostMachines(folder),
      workspaces: { load: () => Promise.reject(new Error("Nothing but the toolchain has shells here.")) },
      environment: { of: async () => ({ PATH: process.env.PATH ?? "/usr/bin:/bin", HOME: folder }) },
      book: createTerminalBook(path.join(folder, "book")),
      hub: pages,
      log: createLog("silent"),
    });
    const { recheck } = terminals;
    people.onChange(({ workspace }) => recheck(workspace));
    return { calls: createTerminalCalls(terminals), signals: createTerminalSignals(terminals) };
  });
  // Hooks end in reverse order: the shells are gone by then.
  afterAll(() => {
    terminals?.dispose();
    rmSync(folder, { recursive: true, force: true });
  });
  const ticket = ({ person, workspace, right = "own" }: Owned) => signTicket(person, workspace, { right });

  return {
    server,
    ticket,
    get terminals() {
      if (terminals === undefined) throw new Error("The terminals exist only while tests run.");
      return terminals;
    },
    folder,
    async student() {
      const person = await makePerson(server.database, server.course);
      return { person, workspace: await makeWorkspace(server.database, server.course, person) };
    },
    tutor: async ({ workspace }) => ({
      person: await makePerson(server.database, server.course, "tutor"),
      workspace,
      right: "view",
    }),
    page: async (owned) => openPage(server.port, await ticket(owned)),
    open: async (page) => Screen.attach(page, await openShell(page)),
  };
}

/** Opens a shell that nobody looks at yet. */
export async function openShell(page: Page): Promise<TerminalId> {
  const { id } = await page.value("terminal:open", { target: { kind: "toolchain" }, cols: 80, rows: 24 });
  return id;
}
