import { createStore, type StoreApi } from "zustand/vanilla";

export const bells = ["off", "flash", "sound"] as const;
/** What a program's bell does. */
export type Bell = (typeof bells)[number];

export const palettes = ["page", "light", "dark"] as const;
/** Whose colours terminals have: the page's, or always light or dark ones. */
export type Palette = (typeof palettes)[number];

/** How terminals look and behave, on this device. */
export interface TerminalLook {
  readonly fontSize: number;
  readonly palette: Palette;
  readonly bell: Bell;
  /** What is selected is in the clipboard at once. */
  readonly copyOnSelect: boolean;
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
const usual: TerminalLook = { fontSize: 13, palette: "page", bell: "flash", copyOnSelect: false, accessible: false };
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
    const kept: Readonly<Record<string, unknown>> = { ...value };
    return {
      fontSize: typeof kept.fontSize === "number" ? kept.fontSize : usual.fontSize,
      palette: palettes.find((one) => one === kept.palette) ?? usual.palette,
      bell: bells.find((one) => one === kept.bell) ?? usual.bell,
      copyOnSelect: kept.copyOnSelect === true,
      accessible: kept.accessible === true,
    };
  } catch {
    return usual;
  }
}
