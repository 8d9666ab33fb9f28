import type { ClassCheckView } from "#shared/checks/class-views";
import { csvOf } from "#shared/csv";

/** The results of a class as CSV with a line for each student. */
export function classCsv({ results }: ClassCheckView): string {
  const names = [...new Set(results.flatMap((result) => result.checks.map(({ name }) => name)))];
  const header = ["Student", "Result", "Passed", "Of", ...names, "What did not hold", "Checked at"];
  const rows = results.map(({ student, state, checks, note, endedAt }) => [
    student,
    state,
    String(checks.filter((check) => check.state === "passed").length),
    String(checks.length),
    ...names.map((name) => checks.find((check) => check.name === name)?.state ?? ""),
    note ?? "",
    endedAt === undefined ? "" : new Date(endedAt).toISOString(),
  ]);
  return csvOf([header, ...rows]);
}
