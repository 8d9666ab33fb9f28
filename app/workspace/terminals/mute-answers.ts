import type { Terminal } from "@xterm/xterm";

/**
 * Keeps xterm.js from answering a program's questions (device attributes, cursor position, modes, colours) while `mayAnswer` is
 * false: an answer to something asked long ago would be typed into the shell.
 */
export function muteAnswers(xterm: Terminal, mayAnswer: () => boolean): void {
  const { parser } = xterm;
  const handled = () => !mayAnswer();
  // Device attributes: primary, secondary, tertiary, and the version.
  for (const prefix of [undefined, ">", "="])
    parser.registerCsiHandler({ final: "c", ...(prefix ? { prefix } : {}) }, handled);
  parser.registerCsiHandler({ prefix: ">", final: "q" }, handled);
  // Status and cursor position.
  parser.registerCsiHandler({ final: "n" }, handled);
  parser.registerCsiHandler({ prefix: "?", final: "n" }, handled);
  // Modes and settings.
  parser.registerCsiHandler({ intermediates: "$", final: "p" }, handled);
  parser.registerCsiHandler({ prefix: "?", intermediates: "$", final: "p" }, handled);
  parser.registerDcsHandler({ intermediates: "$", final: "q" }, handled);
  // Window sizes and titles; a title reported back could hold a command.
  parser.registerCsiHandler({ final: "t" }, () => true);
  // Colours; a "?" asks, anything else sets.
  for (const colour of [4, 10, 11, 12]) {
    parser.registerOscHandler(colour, (data) => data.includes("?") && !mayAnswer());
  }
  // The clipboard is the reader's alone.
  parser.registerOscHandler(52, () => true);
  // Switching focus reports on answers at once with where the focus is.
  parser.registerCsiHandler(
    { prefix: "?", final: "h" },
    (modes) => modes.length === 1 && modes[0] === 1004 && !mayAnswer(),
  );
}
