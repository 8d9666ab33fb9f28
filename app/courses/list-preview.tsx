"use client";
import type { MemberPlan, MemberStep, PlannedMember } from "#app/_server/courses/plan-members";
import { Badge, type Tone } from "#app/ui/badge";
import { type Column, Table } from "#app/ui/table";

const steps: Record<MemberStep, { word: string; tone: Tone; title: string }> = {
  invite: {
    word: "new, invited",
    tone: "running",
    title: "Gets an account without a password, and a place in the course",
  },
  add: { word: "added", tone: "running", title: "Has an account already" },
  change: { word: "changed", tone: "accent", title: "Is a member already" },
  keep: { word: "unchanged", tone: "neutral", title: "Is a member already, and nothing changes" },
};

const columns: readonly Column<PlannedMember>[] = [
  { key: "line", title: "Line", align: "right", sortBy: ({ line }) => line, cell: ({ line }) => line },
  {
    key: "who",
    title: "Who",
    sortBy: ({ name }) => name.toLowerCase(),
    cell: ({ name, email }) => (
      <span className="flex flex-col">
        <span className="font-medium">{name}</span>
        <span className="text-sm break-all text-muted">{email}</span>
      </span>
    ),
  },
  { key: "role", title: "Role", sortBy: ({ role }) => role, cell: ({ role }) => role, wideOnly: true },
  { key: "group", title: "Group", sortBy: ({ group }) => group, cell: ({ group }) => group || "–", wideOnly: true },
  {
    key: "step",
    title: "What happens",
    sortBy: ({ step }) => step,
    cell: ({ step, change }) => (
      <span className="flex flex-wrap items-center gap-x-2">
        <Badge tone={steps[step].tone} title={steps[step].title}>
          {steps[step].word}
        </Badge>
        <span className="text-sm text-muted">{change}</span>
      </span>
    ),
  },
];

/** What a list would do, line by line; first what cannot be taken. */
export function ListPreview({ plan }: { plan: MemberPlan }) {
  const { planned, problems } = plan;
  return (
    <section aria-label="Preview" className="flex flex-col gap-3">
      {problems.length === 0 ? null : (
        <div role="alert" className="rounded-lg bg-failed-soft px-4 py-3">
          <p className="font-medium">
            {problems.length === 1 ? "One line is left out:" : `${problems.length} lines are left out:`}
          </p>
          <ul className="mt-1 flex flex-col gap-0.5">
            {problems.map(({ line, sentence }) => (
              <li key={`${line} ${sentence}`}>
                <span className="font-medium tabular-nums">Line {line}:</span> {sentence}
              </li>
            ))}
          </ul>
        </div>
      )}
      {planned.length === 0 ? null : (
        <>
          <p role="status" className="text-muted">
            {peopleWords(planned)}.
          </p>
          <Table caption="What each line would do" columns={columns} rows={planned} rowKey={({ email }) => email} />
        </>
      )}
    </section>
  );
}

/** "3 new, without a password yet, 1 added with their account". */
export function peopleWords(planned: readonly Pick<PlannedMember, "step">[]): string {
  const count = (step: MemberStep) => planned.filter((one) => one.step === step).length;
  const parts = [
    [count("invite"), "new, without a password yet"],
    [count("add"), "added with their account"],
    [count("change"), "changed"],
    [count("keep"), "unchanged"],
  ] as const;
  return parts
    .filter(([number]) => number > 0)
    .map(([number, words]) => `${number} ${words}`)
    .join(", ");
}
