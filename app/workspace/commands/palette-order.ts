import type { Command } from "#app/workspace/commands/commands";

/** What one does most, in the order in which one does it; the rest follows by group. */
const first = [
  "build.start",
  "composition.up",
  "build.cancel",
  "composition.down",
  "fleet.deploy",
  "fleet.start",
  "fleet.stop",
  "go.file",
  "find.files",
  "file.save",
];
const groups: readonly Command["group"][] = ["Build", "Instances", "File", "Terminal", "Go", "View", "Help"];
/** What one does once a year. */
const last = ["view.theme"];

/** The commands as the palette lists them before anything is typed. */
export function inPaletteOrder(commands: readonly Command[]): Command[] {
  return commands.toSorted((a, b) => placeOf(a) - placeOf(b));
}

function placeOf({ id, group }: Command): number {
  const early = first.indexOf(id);
  if (early >= 0) return early;
  return first.length + groups.indexOf(group) + (last.includes(id) ? groups.length : 0);
}

/** A command as the palette names it: the word for its group before it, unless that says the same. */
export function paletteName(title: string, group: string): string {
  return title === group || title.startsWith(`${group} `) ? title : `${group}: ${title}`;
}
