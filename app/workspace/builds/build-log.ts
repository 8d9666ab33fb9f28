import { createStore, type StoreApi } from "zustand/vanilla";
import { createOutputLines, type OutputLine, type OutputLines } from "#app/workspace/builds/output-lines";
import { sentenceOf } from "#app/workspace/connection/call-error";
import type { Connection } from "#app/workspace/connection/connection";
import { leftOut } from "#app/workspace/output/left-out";
import type { BuildId } from "#shared/ids";
import { withGapsMarked } from "#shared/left-out";
import type { Notice } from "#shared/socket/catalogue";

/** The output of one build as far as it is here. */
export interface BuildLogState {
  readonly lines: readonly OutputLine[];
  /** Lines at the beginning that are no longer kept. */
  readonly cut: boolean;
  readonly loading: boolean;
  readonly failure: string | null;
}

/** A build's output, followed live. */
export interface BuildLog {
  readonly state: StoreApi<BuildLogState>;
  /** Begins to read and follow; may be called again after dispose. */
  start(): void;
  dispose(): void;
}

/** Reads from the beginning, follows what comes, and after a lost connection asks for what it missed. */
export function createBuildLog(connection: Connection, id: BuildId): BuildLog {
  const state = createStore<BuildLogState>(() => ({ lines: [], cut: false, loading: true, failure: null }));
  let output: OutputLines = createOutputLines();
  let cut = false;
  let frame = 0;
  let reading = false;

  function show(): void {
    frame = 0;
    state.setState({ lines: output.lines(), cut: cut || output.dropped() > 0 });
  }

  async function read(): Promise<void> {
    try {
      for (;;) {
        const page = await connection.call("build:log", { id, from: output.next() });
        if (page.first > output.next()) {
          cut = true;
          output = createOutputLines(page.first);
        }
        for (const chunk of withGapsMarked(page, leftOut)) output.feed(chunk);
        show();
        if (page.next >= page.end || page.chunks.length === 0) break;
      }
      state.setState({ loading: false, failure: null });
    } catch (error) {
      state.setState({ loading: false, failure: sentenceOf(error) });
    }
  }

  function catchUp(): void {
    if (reading) return;
    reading = true;
    void read().finally(() => {
      reading = false;
    });
  }

  let ends: (() => void)[] = [];

  function start(): void {
    ends = [connection.on("build:output", follow), connection.onOnline(catchUp)];
  }

  function follow(notice: Notice<"build:output">): void {
    if (notice.id !== id) return;
    for (const chunk of notice.chunks) {
      if (chunk.offset > output.next()) catchUp();
      else output.feed(chunk);
    }
    if (frame === 0) frame = requestAnimationFrame(show);
  }

  return {
    state,
    start,
    dispose() {
      for (const end of ends) end();
      cancelAnimationFrame(frame);
      frame = 0;
    },
  };
}
