"use client";
import { clsx } from "clsx";
import { ArrowDown, ArrowUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, memo } from "react";
import type { ClassLine, ClassSort, ClassWish } from "#app/class/class-order";
import { MiniTopology } from "#app/class/mini-topology";
import { ExperimentName, LastBuild, LastFailure, Progress, StudentName } from "#app/class/student-cells";
import type { ClassStudent, ClassWorkspace } from "#shared/class";

interface LineProps {
  readonly student: ClassStudent;
  readonly workspace: ClassWorkspace | undefined;
  readonly quiet: boolean;
}

const columns = [
  { sort: "name", className: "w-[22%]" },
  { sort: "experiment", className: "w-[15%]" },
  { sort: "instances", className: "w-[14%]" },
  { sort: "build", className: "w-[12%]" },
  { sort: "failure", className: "" },
  { sort: "progress", className: "w-[9%] text-right" },
] as const;

/** The lines of the class: a table, or cards where there is no room for one. Arrow keys go from student to student. */
export function StudentList({
  lines,
  quiet,
  wish,
  narrow,
  onSort,
}: {
  lines: readonly ClassLine[];
  quiet: ReadonlySet<string>;
  wish: ClassWish;
  narrow: boolean;
  onSort: (sort: ClassSort) => void;
}) {
  const t = useTranslations("class.student");
  if (narrow) {
    return (
      <ul aria-label={t("students")} className="flex flex-col gap-2" onKeyDown={walk}>
        {lines.map(({ student, workspace }) => (
          <StudentCard key={student.user} student={student} workspace={workspace} quiet={quiet.has(student.user)} />
        ))}
      </ul>
    );
  }
  return (
    <div className="overflow-x-auto rounded-lg border border-line bg-surface">
      <table className="w-full min-w-[820px] table-fixed border-collapse">
        <caption className="sr-only">{t("caption")}</caption>
        <thead>
          <tr className="border-b border-line text-sm text-muted">
            {columns.map((column) => (
              <Heading key={column.sort} column={column} wish={wish} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody onKeyDown={walk}>
          {lines.map(({ student, workspace }) => (
            <StudentRow key={student.user} student={student} workspace={workspace} quiet={quiet.has(student.user)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Heading({
  column,
  wish,
  onSort,
}: {
  column: (typeof columns)[number];
  wish: ClassWish;
  onSort: (sort: ClassSort) => void;
}) {
  const t = useTranslations("class.columns");
  const sorted = wish.by === column.sort;
  const Arrow = wish.descending ? ArrowDown : ArrowUp;
  return (
    <th
      scope="col"
      aria-sort={sorted ? (wish.descending ? "descending" : "ascending") : undefined}
      className={clsx("h-8 px-2 text-left font-medium first:pl-3 last:pr-3", column.className)}
    >
      <button
        type="button"
        onClick={() => onSort(column.sort)}
        className="inline-flex items-center gap-1 rounded-sm hover:text-text"
      >
        {t(column.sort)}
        {sorted ? <Arrow aria-hidden size={12} /> : null}
      </button>
    </th>
  );
}

const StudentRow = memo(function StudentRow({ student, workspace, quiet }: LineProps) {
  return (
    <tr className={clsx("border-b border-line last:border-b-0", rowGround(student))}>
      <th scope="row" className="h-10 px-2 pl-3 text-left font-normal">
        <StudentName student={student} workspace={workspace} />
      </th>
      <td className="px-2">
        <ExperimentName student={student} workspace={workspace} />
      </td>
      <td className="px-2 align-middle">{workspace ? <MiniTopology instances={workspace.instances} /> : null}</td>
      <td className="px-2">{workspace ? <LastBuild workspace={workspace} /> : null}</td>
      <td className="px-2">{workspace ? <LastFailure workspace={workspace} /> : null}</td>
      <td className="px-2 pr-3 text-right">
        <Progress workspace={workspace} quiet={quiet} />
      </td>
    </tr>
  );
});

const StudentCard = memo(function StudentCard({ student, workspace, quiet }: LineProps) {
  return (
    <li className={clsx("rounded-lg border border-line px-3 py-2", student.hand ? "bg-waiting-soft" : "bg-surface")}>
      <div className="flex items-center gap-2">
        <span className="min-w-0 flex-1">
          <StudentName student={student} workspace={workspace} />
        </span>
        <Progress workspace={workspace} quiet={quiet} />
      </div>
      <div className="mt-1 flex items-center gap-3">
        <span className="min-w-0 flex-1 text-muted">
          <ExperimentName student={student} workspace={workspace} />
        </span>
        {workspace ? <LastBuild workspace={workspace} /> : null}
      </div>
      {workspace ? (
        <div className="mt-1.5 flex flex-col gap-1">
          <span className="overflow-x-auto">
            <MiniTopology instances={workspace.instances} />
          </span>
          {workspace.failure ? <LastFailure workspace={workspace} /> : null}
        </div>
      ) : null}
    </li>
  );
});

function rowGround(student: ClassStudent): string {
  return student.hand === undefined ? "hover:bg-hover" : "bg-waiting-soft";
}

/** Arrow up and down between the students' names, Home and End to the first and the last. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const names = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-student]")];
  const at = names.findIndex((name) => name.matches(":focus"));
  if (at < 0) return;
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: names.length - 1 }[event.key];
  const target = next === undefined ? undefined : names[next];
  if (target === undefined) return;
  event.preventDefault();
  target.focus();
}
