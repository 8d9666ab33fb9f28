/** A build script in short: its only command, or of several the first that makes something and how many others there are. */
export function shortCommand(script: string): { command: string; others: number } {
  const commands = script
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
  if (commands.length <= 1) return { command: commands[0] ?? "", others: 0 };
  const command = commands.find((line) => !/^(set|shopt|cd|export|mkdir|rm)\b/.test(line)) ?? commands[0] ?? "";
  return { command, others: commands.length - 1 };
}
