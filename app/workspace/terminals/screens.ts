import { createStore, type StoreApi } from "zustand/vanilla";
import { CallError } from "#app/workspace/connection/call-error";
import type { Connection } from "#app/workspace/connection/connection";
import type { WorkspaceStore } from "#app/workspace/store/workspace-store";
import { Screen } from "#app/workspace/terminals/screen";
import { createTerminalSettings, type TerminalSettings } from "#app/workspace/terminals/terminal-settings";
import type { TerminalId } from "#shared/ids";
import type { TerminalTarget, TerminalView } from "#shared/views";

/** The terminals of the workspace as this page shows them: one screen each, in one place at a time. */
export interface Screens {
  /** The screen of a terminal; made and attached with the first call. */
  of(id: TerminalId): Screen;
  /** Which place shows each terminal. */
  readonly places: StoreApi<Readonly<Partial<Record<TerminalId, string>>>>;
  /** The terminal that the pane shows. */
  readonly shown: StoreApi<TerminalId | null>;
  /** Whether the pane searches in it. */
  readonly searching: StoreApi<boolean>;
  /** What is typed into one terminal goes into all of them. */
  readonly together: StoreApi<boolean>;
  readonly settings: TerminalSettings;
  /** Opens a shell; throws a CallError when it cannot be. */
  open(target: TerminalTarget): Promise<TerminalView>;
  /** Ends the shell, if it lives, and takes it off the list. */
  close(id: TerminalId): Promise<void>;
  dispose(): void;
}

/** Size of a shell until its screen has been measured. */
const firstSize = { cols: 80, rows: 24 } as const;

/** Screens over a connection; those of removed terminals are thrown away. */
export function createScreens({
  workspaceId,
  connection,
  store,
}: {
  workspaceId: string;
  connection: Connection;
  store: WorkspaceStore;
}): Screens {
  const screens = new Map<TerminalId, Screen>();
  const places = createStore<Readonly<Partial<Record<TerminalId, string>>>>(() => ({}));
  // A tab of the browser keeps to its terminal over reloads.
  const shownKey = `varlab.terminal.${workspaceId}`;
  const shown = createStore<TerminalId | null>(() => null);
  const before = sessionStorage.getItem(shownKey);
  const searching = createStore<boolean>(() => false);
  const together = createStore<boolean>(() => false);
  const settings = createTerminalSettings(localStorage);

  /** Passes on what was typed into one terminal to every other one that is open. */
  function spread(from: TerminalId, text: string): void {
    if (!together.getState()) return;
    for (const { id, state } of store.getState().terminals) if (id !== from && state === "open") of(id).type(text);
  }

  function of(id: TerminalId): Screen {
    const kept = screens.get(id);
    if (kept !== undefined) return kept;
    const screen = new Screen(id, connection, settings, (text) => spread(id, text));
    screens.set(id, screen);
    void screen.attach();
    return screen;
  }

  function drop(id: TerminalId): void {
    screens.get(id)?.dispose();
    screens.delete(id);
  }

  const ends = [
    shown.subscribe((id) => sessionStorage.setItem(shownKey, id ?? "")),
    connection.on("terminal:removed", ({ id }) => drop(id)),
    connection.on("terminal:output", ({ id, offset, bytes }) => screens.get(id)?.receive(offset, bytes)),
    connection.on("terminal:gap", ({ id, to }) => screens.get(id)?.gap(to)),
    connection.on("terminal:answerer", ({ id, answers }) => screens.get(id)?.answersNow(answers)),
    connection.onOnline(() => {
      for (const screen of screens.values()) void screen.attach();
    }),
    store.subscribe(({ terminals }, old) => {
      if (terminals === old.terminals) return;
      const again = shown.getState() === null ? terminals.find(({ id }) => id === before) : undefined;
      if (again !== undefined) shown.setState(again.id, true);
      for (const { id, cols, rows } of terminals) screens.get(id)?.sizeIs(cols, rows);
    }),
  ];

  return {
    places,
    shown,
    searching,
    together,
    settings,
    of,
    async open(target) {
      const view = await connection.call("terminal:open", { target, ...firstSize });
      store.take.terminal(view);
      return view;
    },
    async close(id) {
      const view = store.getState().terminals.find((one) => one.id === id);
      await connection.call("terminal:close", { id });
      // An open one is closed first and stays readable; closing it again takes it off the list.
      if (view === undefined || view.state === "closed") return;
      try {
        await connection.call("terminal:close", { id });
      } catch (error) {
        // It is gone already: that is what was wanted.
        if (!(error instanceof CallError) || error.code !== "unknown") throw error;
      }
    },
    dispose() {
      for (const end of ends) end();
      for (const id of [...screens.keys()]) drop(id);
    },
  };
}
