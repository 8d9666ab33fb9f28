"use client";
import { Users } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ClassEntry } from "#app/_server/queries/experiment";
import { EmptyState } from "#app/ui/empty-state";
import { Input } from "#app/ui/input";
import { StateMark } from "#app/ui/state-mark";
import { type Column, Table } from "#app/ui/table";
import { TimeAgo } from "#app/ui/time-ago";

/** What is said of each workspace. */
function useColumns(): readonly Column<ClassEntry>[] {
  const t = useTranslations("experiment.table");
  return [
    {
      key: "student",
      title: t("student"),
      sortBy: (entry) => entry.student,
      cell: (entry) => (
        <Link href={`/w/${entry.id}`} prefetch={false} className="font-medium text-accent-text hover:underline">
          {entry.student}
        </Link>
      ),
    },
    {
      key: "state",
      title: t("workspace"),
      sortBy: (entry) => entry.state,
      cell: (entry) => <StateMark state={entry.state} word />,
    },
    {
      key: "version",
      title: t("version"),
      align: "right",
      wideOnly: true,
      sortBy: (entry) => entry.version,
      cell: (entry) => entry.version,
    },
    {
      key: "opened",
      title: t("opened"),
      align: "right",
      sortBy: (entry) => entry.openedAt.getTime(),
      cell: (entry) => <TimeAgo date={entry.openedAt} />,
    },
  ];
}

/** Everybody's workspaces of one experiment, for those who teach: sorted by any column, filtered by name. */
export function ClassTable({ entries }: { entries: readonly ClassEntry[] }) {
  const t = useTranslations("experiment.table");
  const columns = useColumns();
  const [filter, setFilter] = useState("");
  const wanted = filter.trim().toLowerCase();
  const shown = entries.filter((entry) => entry.student.toLowerCase().includes(wanted));
  if (entries.length === 0) {
    return (
      <EmptyState icon={<Users size={24} />} title={t("none")} className="rounded-lg border border-line bg-surface">
        {t("noneHint")}
      </EmptyState>
    );
  }
  return (
    <div className="flex flex-col gap-2">
      {entries.length > 8 ? (
        <Input
          aria-label={t("filter")}
          placeholder={t("filter")}
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
          className="max-w-60"
        />
      ) : null}
      <Table
        caption={t("caption")}
        columns={columns}
        rows={shown}
        rowKey={(entry) => entry.id}
        initialSort={{ key: "opened", descending: true }}
        empty={<p className="text-muted">{t("noName", { text: filter })}</p>}
      />
    </div>
  );
}
