/** Six of the programs' colours that differ most, in the order in which instances get them. */
const colours = ["--ansi-4", "--ansi-2", "--ansi-5", "--ansi-3", "--ansi-6", "--ansi-1", "--ansi-8"] as const;

/** The colour of an instance by its place in the experiment; beside it always stands its name. */
export function sourceColour(index: number): string {
  return `var(${colours[Math.max(0, index) % colours.length]})`;
}
