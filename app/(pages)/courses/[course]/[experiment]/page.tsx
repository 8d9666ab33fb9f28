import { PenLine } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { requireUser } from "#app/_server/auth/current-user";
import { mayCheckClass } from "#app/_server/policies/course";
import { mayAuthor } from "#app/_server/policies/experiment";
import { findExperiment } from "#app/_server/queries/experiment";
import { services } from "#app/_server/services";
import { DueNotice } from "#app/courses/due-time";
import { ClassChecks } from "#app/experiment/class-checks";
import { ClassTable } from "#app/experiment/class-table";
import { InstanceRow } from "#app/experiment/instance-row";
import { NewerVersion } from "#app/experiment/newer-version";
import { StartButton } from "#app/experiment/start-button";
import { PageFrame } from "#app/frame/page-frame";
import { Sheet } from "#app/sheet/sheet";
import { OwnSubmission, SubmissionsLink } from "#app/submissions/submission-links";
import { Badge } from "#app/ui/badge";
import { buttonClass } from "#app/ui/button";
import { teaches } from "#shared/roles";

interface Props {
  params: Promise<{ course: string; experiment: string }>;
}

const find = cache(async (course: string, slug: string) => {
  const user = await requireUser(`/courses/${encodeURIComponent(course)}/${encodeURIComponent(slug)}`);
  const experiment = await findExperiment(services().db, user.id, course, slug);
  return experiment === null ? notFound() : { user, experiment };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { course, experiment } = await params;
  return { title: (await find(course, experiment)).experiment.title };
}

export default async function ExperimentPage({ params }: Props) {
  const t = await getTranslations("experiment.page");
  const names = await params;
  const { user, experiment } = await find(names.course, names.experiment);
  const { course } = experiment;
  return (
    <PageFrame
      user={user}
      crumbs={[{ title: course.title, href: `/courses/${course.slug}` }]}
      title={experiment.title}
      summary={experiment.summary}
      action={
        <div className="flex flex-wrap gap-2">
          {mayAuthor(course.role) ? (
            <Link
              href={`/courses/${course.slug}/${experiment.slug}/edit`}
              prefetch={false}
              className={buttonClass("secondary", "lg")}
            >
              <PenLine aria-hidden size={15} />
              {t("edit")}
            </Link>
          ) : null}
          <StartButton course={course.slug} experiment={experiment} main />
        </div>
      }
    >
      <div className="mb-5 flex flex-wrap items-center gap-2">
        {experiment.draft ? <Badge tone="waiting">{t("hidden")}</Badge> : null}
        {experiment.language ? <Badge>{experiment.language}</Badge> : null}
        <InstanceRow names={experiment.instances} />
      </div>
      {experiment.due ? <DueNotice at={experiment.due.at} extended={experiment.due.extended} className="mb-5" /> : null}
      {experiment.handedIn === null ? null : (
        <OwnSubmission
          href={`/courses/${course.slug}/${experiment.slug}/submissions`}
          submission={experiment.handedIn}
        />
      )}
      <NewerVersion course={course.slug} experiment={experiment} />
      {teaches(course.role) ? (
        <section className="mb-6">
          <div className="mb-2 flex flex-wrap items-center gap-2">
            <h2 className="mr-auto text-lg font-semibold">{t("class")}</h2>
            <SubmissionsLink course={course.slug} experiment={experiment.slug} />
          </div>
          <ClassTable entries={experiment.others} />
        </section>
      ) : null}
      {teaches(course.role) && experiment.checked ? (
        <ClassChecks course={course.slug} experiment={experiment.slug} mayCheck={mayCheckClass(course.role)} />
      ) : null}
      <section aria-label={t("sheet")} className="rounded-lg border border-line bg-surface p-5 sm:p-6">
        <Sheet markdown={experiment.sheet} />
      </section>
    </PageFrame>
  );
}
