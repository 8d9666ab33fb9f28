import Link from "next/link";
import { useTranslations } from "next-intl";
import type { Visit } from "#app/_server/queries/visits";
import { Badge } from "#app/ui/badge";
import { TimeAgo } from "#app/ui/time-ago";

/** The workspaces of classmates that one was invited into; nothing when there are none. */
export function Visits({ visits }: { visits: readonly Visit[] }) {
  const t = useTranslations("experiment.visits");
  if (visits.length === 0) return null;
  return (
    <section className="mb-5">
      <h2 className="mb-2 text-lg font-semibold">{t("title")}</h2>
      <ul className="flex flex-col divide-y divide-line rounded-lg border border-line bg-surface">
        {visits.map((visit) => (
          <li key={visit.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5">
            <Link
              href={`/w/${visit.id}`}
              prefetch={false}
              className="min-w-0 flex-1 truncate font-medium text-accent-text hover:underline"
            >
              {t("with", { title: visit.title, owner: visit.owner })}
            </Link>
            <Badge tone={visit.right === "drive" ? "accent" : "neutral"}>
              {t(visit.right === "drive" ? "drive" : "view")}
            </Badge>
            <span className="text-sm text-faint">
              {t.rich("invited", { ago: () => <TimeAgo date={visit.invitedAt} /> })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
