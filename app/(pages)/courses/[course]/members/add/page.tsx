import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { requireUser } from "#app/_server/auth/current-user";
import { findClass } from "#app/_server/queries/class";
import { services } from "#app/_server/services";
import { AddPeople } from "#app/courses/add-people";
import { PageFrame } from "#app/frame/page-frame";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("courses.add");
  return { title: t("title") };
}

interface Props {
  params: Promise<{ course: string }>;
}

export default async function AddPeoplePage({ params }: Props) {
  const t = await getTranslations("courses.add");
  const { course: slug } = await params;
  const user = await requireUser(`/courses/${encodeURIComponent(slug)}/members/add`);
  const course = await findClass(services().db, user.id, slug);
  if (course === null || !course.mayChange) notFound();
  return (
    <PageFrame
      user={user}
      crumbs={[
        { title: course.title, href: `/courses/${course.slug}` },
        { title: t("members"), href: `/courses/${course.slug}/members` },
      ]}
      title={t("title")}
      summary={t("summary")}
    >
      <AddPeople slug={course.slug} />
    </PageFrame>
  );
}
