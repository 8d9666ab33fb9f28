import type { ClassCheckView } from "#shared/checks/class-views";

/** The results of a class as CSV (RFC 4180) with a line for each student, for a spreadsheet. */
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
  return [header, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

/** What a student printed must not become a formula of the spreadsheet that opens it. */
function cell(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
