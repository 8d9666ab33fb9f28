import { createStore, type StoreApi } from "zustand/vanilla";

/** Every pane of the page. */
export const panelIds = [
  "task",
  "files",
  "find",
  "builds",
  "editors",
  "build",
  "problems",
  "checks",
  "submission",
  "terminal",
  "topology",
  "instances",
] as const;
export type PanelId = (typeof panelIds)[number];

/** What arranges the panes now: the dockable layout, or the phone's. */
export interface PanelDriver {
  /** Makes a pane visible and gives it the focus unless `quiet`. */
  show(id: PanelId, quiet: boolean): void;
  hide(id: PanelId): void;
  /** Fills the window with the pane's group, or ends that. */
  maximise(id: PanelId): void;
  /** The arrangement that a new reader sees. */
  reset(): void;
  isVisible(id: PanelId): boolean;
}

/** The panes by name, whatever arranges them. Without a driver everything waits for it. */
export interface Panels {
  show(id: PanelId, options?: { quiet?: boolean }): void;
  toggle(id: PanelId): void;
  maximise(id: PanelId): void;
  reset(): void;
  isVisible(id: PanelId): boolean;
  /** The pane that had the focus last. */
  readonly active: StoreApi<PanelId>;
  /** The reader's focus or pointer is in this pane now. */
  enter(id: PanelId): void;
  /** The pane that was shown or had the focus last; null while nobody went anywhere. */
  front(): PanelId | null;
  /** What arranges the panes from now on; it shows what was in front before. */
  attach(driver: PanelDriver): () => void;
}

/** Panes without a driver yet. */
export function createPanels(): Panels {
  const active = createStore<PanelId>(() => "editors");
  let driver: PanelDriver | null = null;
  let front: PanelId | null = null;

  return {
    active,
    front: () => front,
    enter(id) {
      front = id;
      active.setState(id, true);
    },
    show(id, { quiet = false } = {}) {
      front = id;
      driver?.show(id, quiet);
    },
    toggle(id) {
      if (driver?.isVisible(id)) driver.hide(id);
      else this.show(id);
    },
    maximise: (id) => driver?.maximise(id),
    reset: () => driver?.reset(),
    isVisible: (id) => driver?.isVisible(id) ?? false,
    attach(next) {
      driver = next;
      if (front !== null) next.show(front, true);
      return () => {
        if (driver === next) driver = null;
      };
    },
  };
}

/** Moves the keyboard focus into a pane once it is on the page: to what asks for it, else to the pane itself. */
export function focusPanel(id: PanelId): void {
  requestAnimationFrame(() => {
    const pane = document.querySelector(`[data-pane="${id}"]`);
    const target =
      pane?.querySelector(
        "[data-autofocus], .xterm-helper-textarea, .monaco-editor textarea, .monaco-editor .native-edit-context",
      ) ?? pane;
    if (target instanceof HTMLElement) target.focus({ preventScroll: true });
  });
}
