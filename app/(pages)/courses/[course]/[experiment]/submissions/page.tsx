import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { requireUser } from "#app/_server/auth/current-user";
import { findSubmissions } from "#app/_server/queries/submissions";
import { services } from "#app/_server/services";
import { DueNotice } from "#app/courses/due-time";
import { PageFrame } from "#app/frame/page-frame";
import { SubmissionsTable } from "#app/submissions/submissions-table";

interface Props {
  params: Promise<{ course: string; experiment: string }>;
}

const find = cache(async (course: string, experiment: string) => {
  const href = `/courses/${encodeURIComponent(course)}/${encodeURIComponent(experiment)}/submissions`;
  const user = await requireUser(href);
  const found = await findSubmissions(services().db, user.id, course, experiment);
  return found === null ? notFound() : { user, found, href };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { course, experiment } = await params;
  const t = await getTranslations("submissions.table");
  return { title: `${t("title")} · ${(await find(course, experiment)).found.title}` };
}

export default async function SubmissionsPage({ params }: Props) {
  const names = await params;
  const { user, found, href } = await find(names.course, names.experiment);
  const t = await getTranslations("submissions.table");
  return (
    <PageFrame
      user={user}
      width="wide"
      crumbs={[
        { title: found.course.title, href: `/courses/${found.course.slug}` },
        { title: found.title, href: `/courses/${found.course.slug}/${found.slug}` },
      ]}
      title={t("title")}
      summary={t("text")}
    >
      {found.dueAt === null ? null : <DueNotice at={new Date(found.dueAt)} className="mb-4" />}
      <SubmissionsTable href={href} experiment={found.slug} rows={found.rows} />
    </PageFrame>
  );
}
