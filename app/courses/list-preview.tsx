"use client";
import { useTranslations } from "next-intl";
import type { MemberPlan, MemberStep, PlannedMember } from "#app/_server/courses/plan-members";
import { useSentence } from "#app/i18n/sentences";
import { Badge, type Tone } from "#app/ui/badge";
import { type Column, Table } from "#app/ui/table";

const tones: Record<MemberStep, Tone> = { invite: "running", add: "running", change: "accent", keep: "neutral" };

function useColumns(): readonly Column<PlannedMember>[] {
  const t = useTranslations("courses.preview");
  const roles = useTranslations("ui.roles");
  return [
    { key: "line", title: t("line"), align: "right", sortBy: ({ line }) => line, cell: ({ line }) => line },
    {
      key: "who",
      title: t("who"),
      sortBy: ({ name }) => name.toLowerCase(),
      cell: ({ name, email }) => (
        <span className="flex flex-col">
          <span className="font-medium">{name}</span>
          <span className="text-sm break-all text-muted">{email}</span>
        </span>
      ),
    },
    { key: "role", title: t("role"), sortBy: ({ role }) => role, cell: ({ role }) => roles(role), wideOnly: true },
    {
      ...{ key: "group", title: t("group"), wideOnly: true },
      sortBy: ({ group }) => group,
      cell: ({ group }) => group || "–",
    },
    {
      key: "step",
      title: t("step"),
      sortBy: ({ step }) => step,
      cell: ({ step, role, group, before }) => (
        <span className="flex flex-wrap items-center gap-x-2">
          <Badge tone={tones[step]} title={t(`${step}Hint`)}>
            {t(step)}
          </Badge>
          <span className="text-sm text-muted">
            {[
              ...(before.role === undefined ? [] : [t("roleChange", { before: roles(before.role), now: roles(role) })]),
              ...(before.group === undefined
                ? []
                : [t("groupChange", { before: before.group || t("noGroup"), now: group || t("noGroup") })]),
            ].join(", ")}
          </span>
        </span>
      ),
    },
  ];
}

/** What a list would do, line by line; first what cannot be taken. */
export function ListPreview({ plan }: { plan: MemberPlan }) {
  const translated = useSentence();
  const t = useTranslations("courses.preview");
  const peopleOf = usePeople();
  const columns = useColumns();
  const { planned, problems } = plan;
  return (
    <section aria-label={t("title")} className="flex flex-col gap-3">
      {problems.length === 0 ? null : (
        <div role="alert" className="rounded-lg bg-failed-soft px-4 py-3">
          <p className="font-medium">{t("leftOut", { count: problems.length })}</p>
          <ul className="mt-1 flex flex-col gap-0.5">
            {problems.map(({ line, sentence }) => (
              <li key={`${line} ${sentence}`}>
                {t.rich("problem", {
                  ...{ line, sentence: translated(sentence) },
                  strong: (words) => <span className="font-medium tabular-nums">{words}</span>,
                })}
              </li>
            ))}
          </ul>
        </div>
      )}
      {planned.length === 0 ? null : (
        <>
          <p role="status" className="text-muted">
            {peopleOf(planned)}.
          </p>
          <Table caption={t("caption")} columns={columns} rows={planned} rowKey={({ email }) => email} />
        </>
      )}
    </section>
  );
}

const counted = { invite: "invited", add: "added", change: "changed", keep: "kept" } as const;

/** Answers how many people a list adds or changes: "3 new, without a password yet, 1 added with their account". */
export function usePeople(): (planned: readonly Pick<PlannedMember, "step">[]) => string {
  const t = useTranslations("courses.preview");
  return (planned) =>
    (["invite", "add", "change", "keep"] as const)
      .map((step) => ({ step, count: planned.filter((one) => one.step === step).length }))
      .filter(({ count }) => count > 0)
      .map(({ step, count }) => t(counted[step], { count }))
      .join(", ");
}
