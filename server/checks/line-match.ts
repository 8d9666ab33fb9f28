import { createContext, Script } from "node:vm";
import { StepBroken } from "#server/checks/step-outcome";
import type { Match } from "#shared/checks/check";
import { withAddresses } from "#shared/checks/match-reader";

/** Whether a line is what was looked for. Throws StepBroken when a pattern takes too long to tell. */
export type LineMatch = (line: string) => boolean;

/** A pattern of a lecturer against a line of a student must not hold up everybody else: normal ones need microseconds. */
const PATTERN_MS = 50;
/** Longer lines are matched by their beginning. */
const MAXIMUM_LINE = 4096;

const script = new Script("pattern.test(line)");

/** A matcher with the real addresses in it; `whole`: the pattern stands for all of the line. */
export function createLineMatch(match: Match, addressOf: (name: string) => string, whole = false): LineMatch {
  if (match.kind === "text") {
    const text = withAddresses(match.value, addressOf);
    return (line) => line.includes(text);
  }
  const source = withAddresses(match.value, addressOf, (address) => address.replaceAll(".", "\\."));
  const pattern = new RegExp(whole ? `^(?:${source})$` : source, "u");
  const context = createContext({ pattern, line: "" });
  return (line) => {
    context.line = line.slice(0, MAXIMUM_LINE);
    try {
      return script.runInContext(context, { timeout: PATTERN_MS }) === true;
    } catch (error) {
      if (!isTimeout(error)) throw error;
      throw new StepBroken("The pattern of this step takes too long on what was printed. Tell your lecturer.");
    }
  };
}

/** The error is one of the other context: no instance of this one's classes. */
function isTimeout(error: unknown): boolean {
  return typeof error === "object" && error !== null && Reflect.get(error, "code") === "ERR_SCRIPT_EXECUTION_TIMEOUT";
}
