/** A build script in one line: a single command as it is, several as the first that makes something and how many there are. */
export function shortCommand(script: string): string {
  const commands = script
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
  if (commands.length <= 1) return commands[0] ?? "";
  const first = commands.find((line) => !/^(set|shopt|cd|export|mkdir|rm)\b/.test(line)) ?? commands[0] ?? "";
  const others = commands.length - 1;
  return `${first} … and ${others} other ${others === 1 ? "line" : "lines"}`;
}
