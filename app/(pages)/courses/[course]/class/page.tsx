import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { requireUser } from "#app/_server/auth/current-user";
import { findClass } from "#app/_server/queries/class";
import { countUnreviewed } from "#app/_server/queries/submissions";
import { services } from "#app/_server/services";
import { ClassPage } from "#app/class/class-page";
import { SettingsLink } from "#app/courses/course-links";
import { PageFrame } from "#app/frame/page-frame";
import { CourseSubmissions } from "#app/submissions/submission-links";

interface Props {
  params: Promise<{ course: string }>;
}

const find = cache(async (slug: string) => {
  const user = await requireUser(`/courses/${encodeURIComponent(slug)}/class`);
  const found = await findClass(services().db, user.id, slug);
  return found === null ? notFound() : { user, found };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations("class.page");
  return { title: t("tab", { course: (await find((await params).course)).found.title }) };
}

export default async function CourseClassPage({ params }: Props) {
  const t = await getTranslations("class.page");
  const { user, found } = await find((await params).course);
  return (
    <PageFrame
      user={user}
      width="full"
      crumbs={[{ title: found.title, href: `/courses/${found.slug}` }]}
      title={t("title")}
      summary={t("summary")}
      action={found.mayChange ? <SettingsLink slug={found.slug} /> : undefined}
    >
      <CourseSubmissions course={found.slug} counts={await countUnreviewed(services().db, found.id)} />
      <ClassPage slug={found.slug} title={found.title} self={user.id} />
    </PageFrame>
  );
}
