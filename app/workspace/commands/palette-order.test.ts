import { expect, test } from "vitest";
import type { Command } from "#app/workspace/commands/commands";
import { inPaletteOrder, paletteName } from "#app/workspace/commands/palette-order";

function command(id: string, group: Command["group"], title = id): Command {
  return { id, group, title, run: () => undefined };
}

test("what one does most comes first and the theme last, however they were registered", () => {
  const registered = [
    command("view.theme", "View"),
    command("go.task", "Go"),
    command("go.file", "Go"),
    command("view.reset", "View"),
    command("file.new", "File"),
    command("fleet.start", "Instances"),
    command("fleet.deploy", "Instances"),
    command("build.start", "Build"),
  ];
  expect(inPaletteOrder(registered).map(({ id }) => id)).toEqual([
    "build.start",
    "fleet.deploy",
    "fleet.start",
    "go.file",
    "file.new",
    "go.task",
    "view.reset",
    "view.theme",
  ]);
});

test("a name does not say its group twice", () => {
  expect(paletteName("Go to Task", "Go")).toBe("Go to Task");
  expect(paletteName("Build", "Build")).toBe("Build");
  expect(paletteName("New file", "File")).toBe("File: New file");
});
