import { Inbox } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { buttonClass } from "#app/ui/button";

/** The way to the submissions of one experiment, for those who teach. */
export function SubmissionsLink({ course, experiment }: { course: string; experiment: string }) {
  const t = useTranslations("submissions.links");
  return (
    <Link
      href={`/courses/${encodeURIComponent(course)}/${encodeURIComponent(experiment)}/submissions`}
      prefetch={false}
      className={buttonClass("secondary")}
    >
      <Inbox aria-hidden size={14} />
      {t("open")}
    </Link>
  );
}

/** The experiments of a course of which something was handed in, each with what waits for a word. */
export function CourseSubmissions({
  course,
  counts,
}: {
  course: string;
  counts: readonly { slug: string; title: string; handedIn: number; waiting: number }[];
}) {
  const t = useTranslations("submissions.links");
  if (counts.length === 0) return null;
  return (
    <nav aria-label={t("open")} className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-1">
      <span className="inline-flex items-center gap-1.5 text-muted">
        <Inbox aria-hidden size={14} />
        {t("open")}
      </span>
      {counts.map(({ slug, title, handedIn, waiting }) => (
        <Link
          key={slug}
          href={`/courses/${encodeURIComponent(course)}/${encodeURIComponent(slug)}/submissions`}
          prefetch={false}
          className="text-accent-text hover:underline"
        >
          {title} <span className="text-sm text-muted">{t("counts", { handedIn, waiting })}</span>
        </Link>
      ))}
    </nav>
  );
}

/** On an experiment's page: what the reader handed in last, and whether something was said about it. */
export function OwnSubmission({
  href,
  submission,
}: {
  href: string;
  submission: { readonly id: string; readonly number: number; readonly feedback: string };
}) {
  const t = useTranslations("submissions.links");
  return (
    <p className="mb-5">
      <Link href={`${href}/${submission.id}`} prefetch={false} className="text-accent-text underline">
        {t("yours", { number: submission.number })}
      </Link>
      {submission.feedback === "released" ? <span className="ml-2 font-medium">{t("feedback")}</span> : null}
    </p>
  );
}
