import { createStore, type StoreApi } from "zustand/vanilla";

/** How terminals look, on this device. */
export interface TerminalLook {
  readonly fontSize: number;
  /** Lines as text that a screen reader can go through. */
  readonly accessible: boolean;
}

/** The look, remembered. */
export interface TerminalSettings extends StoreApi<TerminalLook> {
  /** Changes the size of the text by so many pixels; 0 goes back to the default. */
  zoom(pixels: number): void;
  toggleAccessible(): void;
}

const key = "varlab.terminals";
const usual: TerminalLook = { fontSize: 13, accessible: false };
/** Smaller cannot be read, larger leaves a phone with less than 20 columns. */
const smallest = 8;
const largest = 28;

/** Reads what was remembered in `storage` and writes every change there. */
export function createTerminalSettings(storage: Storage): TerminalSettings {
  const store = createStore<TerminalLook>(() => remembered(storage.getItem(key)));
  store.subscribe((look) => storage.setItem(key, JSON.stringify(look)));
  return {
    ...store,
    zoom: (pixels) =>
      store.setState(({ fontSize }) => ({
        fontSize: pixels === 0 ? usual.fontSize : Math.min(largest, Math.max(smallest, fontSize + pixels)),
      })),
    toggleAccessible: () => store.setState(({ accessible }) => ({ accessible: !accessible })),
  };
}

function remembered(text: string | null): TerminalLook {
  try {
    const value: unknown = JSON.parse(text ?? "{}");
    if (value === null || typeof value !== "object") return usual;
    const fontSize = "fontSize" in value && typeof value.fontSize === "number" ? value.fontSize : usual.fontSize;
    return { fontSize, accessible: "accessible" in value && value.accessible === true };
  } catch {
    return usual;
  }
}
