import { expect, test } from "vitest";
import { createPanels, type PanelDriver, type PanelId } from "#app/workspace/layout/panels";

function driver(shown: PanelId[]): PanelDriver {
  return {
    show: (id) => void shown.push(id),
    hide: () => undefined,
    maximise: () => undefined,
    reset: () => undefined,
    isVisible: () => false,
  };
}

test("the first arrangement chooses by itself what is in front", () => {
  const shown: PanelId[] = [];
  const panels = createPanels();
  panels.attach(driver(shown));
  expect(shown).toEqual([]);
  expect(panels.front()).toBeNull();
});

test("another arrangement shows what the reader had in front", () => {
  const panels = createPanels();
  const detach = panels.attach(driver([]));
  panels.show("terminal");
  panels.enter("editors");
  panels.enter("instances");
  detach();
  const shown: PanelId[] = [];
  panels.attach(driver(shown));
  expect(shown).toEqual(["instances"]);
});

test("what was asked for before there was an arrangement is shown by the first one", () => {
  const panels = createPanels();
  panels.show("find");
  const shown: PanelId[] = [];
  panels.attach(driver(shown));
  expect(shown).toEqual(["find"]);
});
