import type { SubmissionRow } from "#shared/submissions/overview";

/** Which students a list shows. */
export const wanted = ["all", "open", "drafted", "released", "late", "missing"] as const;
export type Wanted = (typeof wanted)[number];

/** What the reader looks for. */
export interface SubmissionWish {
  readonly text: string;
  readonly state: Wanted;
}

/** The rows that fit: by a part of the name, the address or the group, and by where they stand. */
export function filterSubmissions(rows: readonly SubmissionRow[], { text, state }: SubmissionWish): SubmissionRow[] {
  const part = text.trim().toLowerCase();
  return rows.filter(
    (row) =>
      isIn(row, state) && [row.student, row.email, row.group].some((field) => field.toLowerCase().includes(part)),
  );
}

function isIn({ newest }: SubmissionRow, state: Wanted): boolean {
  if (state === "all") return true;
  if (newest === null) return state === "missing";
  if (state === "late") return newest.late;
  return { open: "none", drafted: "drafted", released: "released", missing: "" }[state] === newest.feedback;
}
