import { csvOf } from "#shared/csv";
import type { SubmissionRow } from "#shared/submissions/overview";

const header = [
  ...["Student", "Address", "Group", "Submission", "Handed in at", "Late", "Check", "Passed", "Of"],
  ...["Changed since check", "Points", "Of points", "Verdict", "Result", "Released"],
];

/** Everybody's newest submission with its result as CSV: a line for each student, also for who has handed in nothing. */
export function submissionsCsv(rows: readonly SubmissionRow[]): string {
  return csvOf([header, ...rows.map(({ newest, ...who }) => [...whose(who), ...what(newest)])]);
}

function whose({ student, email, group }: Omit<SubmissionRow, "newest">): string[] {
  return [student, email, group];
}

function what(newest: SubmissionRow["newest"]): string[] {
  if (newest === null) return header.slice(3).map(() => "");
  const { number, at, late, check, result, feedback } = newest;
  return [
    String(number),
    new Date(at).toISOString(),
    yesNo(late),
    ...(check === null ? ["", "", "", ""] : [check.state, check.passed, check.of, yesNo(check.changedSince)]).map(
      String,
    ),
    result.points === null ? "" : String(result.points),
    result.maximum === null ? "" : String(result.maximum),
    result.verdict ?? "",
    result.text,
    yesNo(feedback === "released"),
  ];
}

function yesNo(is: boolean): string {
  return is ? "yes" : "no";
}
