import { createStore, type StoreApi } from "zustand/vanilla";
import type { InstanceName } from "#shared/ids";

/** What a reader may ask of one instance. */
export type ActionId =
  | "start"
  | "stop"
  | "kill"
  | "restart"
  | "pause"
  | "resume"
  | "deploy"
  | "choose"
  | "launch"
  | "reset"
  | "details"
  | "terminal";

/** A dialog about one instance; at most one is open. */
export interface OpenDialog {
  readonly kind: "choose" | "launch" | "reset" | "details";
  readonly name: InstanceName;
}

/** A program package on its way to an instance. */
export interface Upload {
  readonly fileName: string;
  /** 0 to 1. */
  readonly share: number;
  readonly cancel: () => void;
}

/** How the tiles are arranged and what happens on them, on this page only. */
export interface DeskState {
  readonly view: "tiles" | "merged";
  /** The tile that fills the pane. */
  readonly large: InstanceName | null;
  /** The tile that had the focus last. */
  readonly active: InstanceName | null;
  /** Tiles whose body is a terminal. */
  readonly terminals: ReadonlySet<InstanceName>;
  readonly busy: Readonly<Partial<Record<InstanceName, ActionId>>>;
  readonly failures: Readonly<Partial<Record<InstanceName, string>>>;
  readonly uploads: Readonly<Partial<Record<InstanceName, Upload>>>;
  readonly dialog: OpenDialog | null;
}

/** The tiles' state. */
export interface Desk extends StoreApi<DeskState> {
  busy(name: InstanceName, action: ActionId | undefined): void;
  fail(name: InstanceName, sentence: string | undefined): void;
  upload(name: InstanceName, upload: Upload | undefined): void;
  open(dialog: OpenDialog | null): void;
  toggleTerminal(name: InstanceName, on?: boolean): void;
  toggleLarge(name: InstanceName): void;
}

/** A desk on which nothing has happened. */
export function createDesk(): Desk {
  const store = createStore<DeskState>(() => ({
    view: "tiles",
    large: null,
    active: null,
    terminals: new Set(),
    busy: {},
    failures: {},
    uploads: {},
    dialog: null,
  }));
  const set = store.setState;
  return {
    ...store,
    busy: (name, action) => set((state) => ({ busy: { ...state.busy, [name]: action } })),
    fail: (name, sentence) => set((state) => ({ failures: { ...state.failures, [name]: sentence } })),
    upload: (name, upload) => set((state) => ({ uploads: { ...state.uploads, [name]: upload } })),
    open: (dialog) => set({ dialog }),
    toggleTerminal: (name, on) =>
      set((state) => {
        const terminals = new Set(state.terminals);
        if (on ?? !terminals.has(name)) terminals.add(name);
        else terminals.delete(name);
        return { terminals };
      }),
    toggleLarge: (name) => set((state) => ({ large: state.large === name ? null : name })),
  };
}

/** Moves the focus to an instance's tile; it is on the page when its pane is shown. */
export function focusTile(name: InstanceName): void {
  requestAnimationFrame(() => {
    const tile = document.querySelector(`[data-instance="${name}"]`);
    const target = tile?.querySelector("[data-console-input]:not(:disabled), .xterm-helper-textarea") ?? tile;
    if (!(target instanceof HTMLElement)) return;
    target.focus({ preventScroll: true });
    tile?.scrollIntoView({ block: "nearest" });
  });
}
