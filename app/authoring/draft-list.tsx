import Link from "next/link";
import type { DraftEntry } from "#app/_server/queries/drafts";
import { Badge } from "#app/ui/badge";
import { TimeAgo } from "#app/ui/time-ago";

/** What lecturers of the course are still writing; nothing when there is nothing. */
export function DraftList({ course, drafts }: { course: string; drafts: readonly DraftEntry[] }) {
  if (drafts.length === 0) return null;
  return (
    <section className="mb-5">
      <h2 className="mb-2 text-lg font-semibold">Drafts</h2>
      <ul aria-label="Drafts" className="flex flex-col divide-y divide-line rounded-lg border border-line bg-surface">
        {drafts.map((draft) => (
          <li key={draft.slug} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5">
            <Link
              href={`/courses/${course}/${draft.slug}/edit`}
              prefetch={false}
              className="min-w-0 flex-1 basis-56 truncate font-medium text-accent-text hover:underline"
            >
              {draft.title}
            </Link>
            {draft.broken ? <Badge tone="waiting">has problems</Badge> : null}
            <span className="text-sm text-faint">
              {draft.changedAt === null ? "empty" : null}
              {draft.changedAt !== null && draft.changedBy !== "" ? `${draft.changedBy}, ` : null}
              {draft.changedAt === null ? null : <TimeAgo date={draft.changedAt} />}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
