import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ExperimentEntry } from "#app/_server/queries/course";
import { DueTime } from "#app/courses/due-time";
import { InstanceRow } from "#app/experiment/instance-row";
import { StartButton } from "#app/experiment/start-button";
import { Badge } from "#app/ui/badge";
import { buttonClass } from "#app/ui/button";
import { LinkPending } from "#app/ui/link-pending";
import { TimeAgo } from "#app/ui/time-ago";

/** An experiment in a list: what it is about, what it consists of, and the way in. */
export function ExperimentCard({
  course,
  experiment,
  mayEdit,
}: {
  course: string;
  experiment: ExperimentEntry;
  mayEdit: boolean;
}) {
  const t = useTranslations("experiment.page");
  const [mine] = experiment.mine;
  return (
    <article className="relative flex flex-wrap items-center gap-x-6 gap-y-3 rounded-lg border border-line bg-surface p-4 focus-within:border-line-strong hover:border-line-strong">
      <div className="min-w-0 flex-1 basis-72">
        <h2 className="flex flex-wrap items-center gap-2 text-lg font-semibold">
          <Link
            href={`/courses/${course}/${experiment.slug}`}
            className="after:absolute after:inset-0 after:rounded-lg"
          >
            {experiment.title}
            <span className="pointer-events-none absolute top-1.5 right-1.5">
              <LinkPending size={14} />
            </span>
          </Link>
          {experiment.language ? <Badge>{experiment.language}</Badge> : null}
          {experiment.draft ? <Badge tone="waiting">{t("hidden")}</Badge> : null}
        </h2>
        <p className="mt-0.5 mb-2 max-w-prose text-muted">{experiment.summary}</p>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
          <InstanceRow names={experiment.instances} />
          {experiment.due ? <DueTime at={experiment.due.at} className="text-sm text-muted" /> : null}
        </div>
      </div>
      <div className="relative z-10 flex flex-col gap-1 max-sm:w-full sm:items-end">
        <span className="flex gap-2 max-sm:[&>:last-child]:flex-1">
          {mayEdit ? (
            <Link
              href={`/courses/${course}/${experiment.slug}/edit`}
              prefetch={false}
              aria-label={t("editOf", { title: experiment.title })}
              className={buttonClass("ghost", "lg")}
            >
              {t("edit")}
            </Link>
          ) : null}
          <StartButton course={course} experiment={experiment} />
        </span>
        {mine ? (
          <span className="text-sm text-faint max-sm:text-center">
            {t.rich("opened", { ago: () => <TimeAgo date={mine.openedAt} /> })}
          </span>
        ) : null}
      </div>
    </article>
  );
}
