import { expect, test } from "vitest";
import { createTerminalSettings } from "#app/workspace/terminals/terminal-settings";

/** A browser's storage. */
function storage(kept: Record<string, string> = {}): Storage {
  return {
    length: 0,
    clear: () => undefined,
    key: () => null,
    removeItem: () => undefined,
    getItem: (key) => kept[key] ?? null,
    setItem(key, value) {
      kept[key] = value;
    },
  };
}

test("what was chosen is remembered", () => {
  const device = storage();
  const settings = createTerminalSettings(device);
  settings.setState({ bell: "sound", copyOnSelect: true, palette: "dark" });
  settings.zoom(2);
  expect(createTerminalSettings(device).getState()).toMatchObject({
    ...{ bell: "sound", copyOnSelect: true, palette: "dark", fontSize: 15 },
  });
});

test("what cannot be read, or is of an older page, is the usual", () => {
  const usual = createTerminalSettings(storage()).getState();
  for (const text of ["", "null", "{", '{"bell":"loud","palette":7,"fontSize":"big"}']) {
    expect(createTerminalSettings(storage({ "varlab.terminals": text })).getState()).toEqual(usual);
  }
});
