import { createStore, type StoreApi } from "zustand/vanilla";
import { isChord } from "#app/workspace/commands/key";

/** Something the reader can do by name (F1), by key, and mostly by a button. */
export interface Command {
  readonly id: string;
  /** As the palette shows it, in the reader's language: a verb and its object. */
  readonly title: string;
  /** Of this the palette says the word in the reader's language. */
  readonly group: "File" | "Build" | "Instances" | "Terminal" | "People" | "View" | "Go" | "Help";
  /** "Ctrl+B"; shown beside the title and in tooltips. */
  readonly key?: string;
  /** Also while a terminal or a console has the focus; else the key belongs to the shell there. */
  readonly inTerminal?: boolean;
  /** Not offered and not run while false. */
  readonly when?: () => boolean;
  readonly run: () => void | Promise<void>;
}

/** The one registry of a page. */
export interface Commands {
  readonly all: StoreApi<readonly Command[]>;
  /** Adds commands (one of the same id is replaced); answers the function that takes them out. */
  register(commands: readonly Command[]): () => void;
  /** Runs by id; unknown or unavailable ones do nothing. */
  run(id: string): void;
  /** Runs what the keys of this event mean and keeps it from the browser; true when something ran. */
  handle(event: KeyboardEvent): boolean;
  /** Says what went wrong where it has no better place. */
  report(error: unknown): void;
}

/** A registry; what a command throws goes to `report`. */
export function createCommands(report: (error: unknown) => void): Commands {
  const all = createStore<readonly Command[]>(() => []);

  function start(command: Command): void {
    void (async () => command.run())().catch(report);
  }

  return {
    all,
    report,
    register(commands) {
      const ids = new Set(commands.map((command) => command.id));
      all.setState([...all.getState().filter((command) => !ids.has(command.id)), ...commands], true);
      return () =>
        all.setState(
          all.getState().filter((command) => !commands.includes(command)),
          true,
        );
    },
    run(id) {
      const command = all.getState().find((candidate) => candidate.id === id);
      if (command && isAvailable(command)) start(command);
    },
    handle(event) {
      if (event.defaultPrevented || event.isComposing) return false;
      const typing = inTerminal(event.target);
      const command = all
        .getState()
        .find(
          (one) => one.key !== undefined && isChord(event, one.key) && (one.inTerminal || !typing) && isAvailable(one),
        );
      if (command === undefined) return false;
      event.preventDefault();
      event.stopPropagation();
      start(command);
      return true;
    },
  };
}

/** Whether a command may run now. */
export function isAvailable(command: Command): boolean {
  return command.when?.() ?? true;
}

function inTerminal(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(".xterm, [data-keys='program']") !== null;
}
