import Link from "next/link";
import { useTranslations } from "next-intl";
import type { DraftEntry } from "#app/_server/queries/drafts";
import { Badge } from "#app/ui/badge";
import { TimeAgo } from "#app/ui/time-ago";

/** What lecturers of the course are still writing; nothing when there is nothing. */
export function DraftList({ course, drafts }: { course: string; drafts: readonly DraftEntry[] }) {
  const t = useTranslations("experiment.drafts");
  if (drafts.length === 0) return null;
  return (
    <section className="mb-5">
      <h2 className="mb-2 text-lg font-semibold">{t("title")}</h2>
      <ul
        aria-label={t("title")}
        className="flex flex-col divide-y divide-line rounded-lg border border-line bg-surface"
      >
        {drafts.map((draft) => (
          <li key={draft.slug} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5">
            <Link
              href={`/courses/${course}/${draft.slug}/edit`}
              prefetch={false}
              className="min-w-0 flex-1 basis-56 truncate font-medium text-accent-text hover:underline"
            >
              {draft.title}
            </Link>
            {draft.broken ? <Badge tone="waiting">{t("broken")}</Badge> : null}
            <span className="text-sm text-faint">
              <LastChange {...draft} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function LastChange({ changedAt, changedBy }: Pick<DraftEntry, "changedAt" | "changedBy">) {
  const t = useTranslations("experiment.drafts");
  if (changedAt === null) return t("empty");
  const ago = () => <TimeAgo date={changedAt} />;
  return changedBy === "" ? ago() : t.rich("changedBy", { name: changedBy, ago });
}
