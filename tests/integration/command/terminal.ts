import path from "node:path";
import { type IPty, spawn } from "@lydell/node-pty";

const command = path.resolve(import.meta.dirname, "../../../varlab");

/** The command as somebody runs it in a terminal. */
export interface CommandRun {
  /** Everything it has printed. */
  readonly text: () => string;
  type(keys: string): void;
  /** Its exit code; 128 and the signal's number when it was ended by one. */
  readonly exit: Promise<number>;
}

/** Runs `./varlab` with these arguments in a PTY of its own. */
export function runCommand(
  parameters: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): CommandRun {
  const terminal: IPty = spawn(command, [...parameters], {
    cols: 120,
    rows: 40,
    env: { ...process.env, ...environment },
  });
  let text = "";
  terminal.onData((data) => {
    text += data;
  });
  const exit = new Promise<number>((resolve) =>
    terminal.onExit(({ exitCode, signal }) => resolve(signal ? 128 + signal : exitCode)),
  );
  return { text: () => text, type: (keys) => terminal.write(keys), exit };
}
