"use client";
import { clsx } from "clsx";
import { Eye, Hand, PencilLine } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Since } from "#app/class/since";
import { useSentence } from "#app/i18n/sentences";
import { Menu, MenuItem } from "#app/ui/menu";
import { StateMark } from "#app/ui/state-mark";
import type { ClassStudent, ClassWorkspace } from "#shared/class";

/** The tab that a student's workspace opens in: one each, so that a second click comes back to it. */
export function workspaceTab(id: string): string {
  return `varlab-${id}`;
}

/** The student's name as the way into the workspace, with the mark of presence before it. */
export function StudentName({ student, workspace }: { student: ClassStudent; workspace: ClassWorkspace | undefined }) {
  const t = useTranslations("class.student");
  return (
    <span className="flex min-w-0 items-center gap-2">
      <PresenceDot online={student.online} />
      {workspace === undefined ? (
        <span className="truncate text-muted">{student.name}</span>
      ) : (
        <a
          href={`/w/${workspace.id}`}
          target={workspaceTab(workspace.id)}
          data-student
          title={t("shoulder", { name: student.name })}
          className="truncate font-medium text-accent-text hover:underline"
        >
          {student.name}
        </a>
      )}
      {student.hand === undefined ? null : (
        <span className="inline-flex shrink-0 text-waiting" title={t("raised")}>
          <Hand aria-hidden size={14} />
          <span className="sr-only">{t("raisedSpoken")}</span>
        </span>
      )}
      {workspace === undefined ? null : <Visitors workspace={workspace} />}
    </span>
  );
}

function PresenceDot({ online }: { online: boolean }) {
  const t = useTranslations("class.student");
  return (
    <span className="inline-flex shrink-0" title={t(online ? "online" : "away")}>
      <span
        aria-hidden
        className={clsx("size-2.5 rounded-full border-2", online ? "border-running bg-running" : "border-line-strong")}
      />
      <span className="sr-only">{t(online ? "onlineSpoken" : "awaySpoken")}</span>
    </span>
  );
}

function Visitors({ workspace: { visitors } }: { workspace: ClassWorkspace }) {
  const t = useTranslations("class.student");
  if (visitors.length === 0) return null;
  const drives = visitors.some(({ right }) => right !== "view");
  const words = visitors.map(({ name, right }) => t(right === "view" ? "watches" : "mayType", { name })).join(", ");
  return (
    <span className="inline-flex shrink-0 items-center gap-0.5 text-sm text-muted" title={words}>
      {drives ? <PencilLine aria-hidden size={13} /> : <Eye aria-hidden size={13} />}
      <span aria-hidden>{visitors.length}</span>
      <span className="sr-only">{words}</span>
    </span>
  );
}

/** Which experiment; the student's other workspaces are behind the number. */
export function ExperimentName({
  student,
  workspace,
}: {
  student: ClassStudent;
  workspace: ClassWorkspace | undefined;
}) {
  const t = useTranslations("class.student");
  if (workspace === undefined) return <span className="text-faint">{t("notStarted")}</span>;
  const others = student.workspaces.filter(({ id }) => id !== workspace.id);
  return (
    <span className="flex min-w-0 items-center gap-1">
      <span
        className="truncate"
        title={t("version", { title: workspace.experiment.title, version: workspace.version })}
      >
        {workspace.experiment.title}
      </span>
      {others.length === 0 ? null : (
        <Menu
          align="start"
          trigger={
            <button
              type="button"
              aria-label={t("others", { name: student.name })}
              className="shrink-0 rounded-sm bg-hover px-1 text-xs text-muted hover:text-text"
            >
              +{others.length}
            </button>
          }
        >
          {others.map((other) => (
            <MenuItem key={other.id} asChild>
              <a href={`/w/${other.id}`} target={workspaceTab(other.id)}>
                {t("version", { title: other.experiment.title, version: other.version })}
              </a>
            </MenuItem>
          ))}
        </Menu>
      )}
    </span>
  );
}

/** The newest build: how it went, which one, when. */
export function LastBuild({ workspace }: { workspace: ClassWorkspace | undefined }) {
  const t = useTranslations("class.student");
  const build = workspace?.build;
  if (build === undefined) return <Nothing>{t("none")}</Nothing>;
  return (
    <span className="flex items-center gap-1.5 whitespace-nowrap">
      <StateMark state={build.state} />
      <span className="tabular-nums">{build.number}</span>
      {build.errors > 0 ? (
        <span className="text-failed">{t("errors", { count: build.errors })}</span>
      ) : (
        <Since time={build.at} className="text-faint" />
      )}
    </span>
  );
}

/** The newest thing that went wrong, in its own words. */
export function LastFailure({ workspace }: { workspace: ClassWorkspace | undefined }) {
  const t = useTranslations("class.student");
  const inWords = useSentence();
  const failure = workspace?.failure;
  if (failure === undefined) return <Nothing>{t("none")}</Nothing>;
  const what = failure.kind === "build" ? t("build", { number: failure.number }) : failure.name;
  const sentence = inWords(failure.sentence);
  return (
    <span className="flex min-w-0 items-baseline gap-1.5" title={t("failure", { what, sentence })}>
      <span className="shrink-0 font-mono text-sm">{what}</span>
      <span className="min-w-0 truncate text-muted">{withoutFolders(sentence)}</span>
      <Since time={failure.at} className="shrink-0 text-sm text-faint" />
    </span>
  );
}

/** A sentence that begins with a file's path says more in little room without the folders. */
function withoutFolders(sentence: string): string {
  return sentence.replace(/^[^\s:]*\//, "");
}

/** Time since the last save, build, deployment or start. */
export function Progress({ workspace, quiet }: { workspace: ClassWorkspace | undefined; quiet: boolean }) {
  const t = useTranslations("class.student");
  if (workspace?.progressAt === undefined) return <Nothing>{workspace ? t("nothingYet") : ""}</Nothing>;
  return (
    <span className={clsx("whitespace-nowrap tabular-nums", quiet ? "font-medium text-waiting" : "text-muted")}>
      <Since time={workspace.progressAt} />
      {quiet ? <span className="sr-only">{t("quiet")}</span> : null}
    </span>
  );
}

function Nothing({ children }: { children: ReactNode }) {
  return <span className="text-faint">{children}</span>;
}
