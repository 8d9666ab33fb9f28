import { afterAll, afterEach, beforeAll } from "vitest";
import { InstanceName, type RunId, type WorkspaceId } from "#shared/ids";
import type { Snapshot } from "#shared/views";
import { shellExperiment } from "../docker/instances/compose";
import { type Course, makeCourse, makePerson, makeWorkspace, signTicket } from "../integration/fixtures/course";
import { createInstallation, type Installation } from "../support/installation";
import { type LivePage, openLivePage } from "../support/live-page";
import { readTerminal, type TerminalReader } from "../support/terminal-reader";

export const ticker = InstanceName.parse("ticker");
export const quiet = InstanceName.parse("quiet");

/** One program that prints numbered lines without end, and one that only runs. */
const experiment = shellExperiment({
  ticker: "i=0; while :; do i=$((i+1)); echo line $i; sleep 0.002; done",
  quiet: "sleep 100000",
});

/** A student at work: a page, a running program and a terminal with a numbered stream of its own. */
export interface Scene {
  readonly workspace: WorkspaceId;
  readonly page: LivePage;
  readonly run: RunId;
  readonly terminal: TerminalReader;
  /** A page of the same student, through the app's origin or straight to the workspace server. */
  open(origin?: string): Promise<LivePage>;
  snapshot(): Promise<Snapshot>;
}

/** An installation of its own for the file's tests; everything goes with it. */
export function withInstallation() {
  let installation: Installation | undefined;
  let course: Course | undefined;
  const pages: LivePage[] = [];

  beforeAll(async () => {
    installation = await createInstallation();
    course = await makeCourse(installation.database, experiment);
  });
  afterEach(() => {
    for (const page of pages.splice(0)) page.close();
  });
  afterAll(async () => {
    await installation?.remove();
  });

  function known(): Installation {
    if (installation === undefined) throw new Error("The installation exists only while tests run.");
    return installation;
  }

  return {
    get installation(): Installation {
      return known();
    },
    /** A fresh student whose page comes through `origin` (default: the app's), with ticker running and a terminal open on it. */
    async scene(origin = known().origin): Promise<Scene> {
      if (course === undefined) throw new Error("The course exists only while tests run.");
      const { database } = known();
      const person = await makePerson(database, course);
      const workspace = await makeWorkspace(database, course, person);
      const open = async (from = origin) => {
        const page = await openLivePage(from, () => signTicket(person, workspace));
        pages.push(page);
        return page;
      };
      const page = await open();
      await page.value("workspace:open", {});
      const { run } = await page.value("instance:start", { name: ticker });
      if (run === undefined) throw new Error("The instance did not start.");
      const target = { kind: "instance", name: ticker } as const;
      const { id } = await page.value("terminal:open", { target, cols: 80, rows: 24 });
      const terminal = await readTerminal(page, id);
      return { workspace, page, run: run.id, terminal, open, snapshot: () => page.value("workspace:open", {}) };
    },
  };
}

/** The lines of a log without what stands after the last end of line. */
export function wholeLines(log: string): string[] {
  return log.split("\n").slice(0, -1);
}

/** What a program prints that counts from 1. */
export function numberedLines(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `line ${index + 1}`);
}
