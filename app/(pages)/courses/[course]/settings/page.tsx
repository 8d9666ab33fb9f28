import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { cache } from "react";
import { requireUser } from "#app/_server/auth/current-user";
import { listDeadlines } from "#app/_server/queries/deadlines";
import { findMembers } from "#app/_server/queries/members";
import { services } from "#app/_server/services";
import { ArchiveCourse } from "#app/courses/archive-course";
import { Deadlines } from "#app/courses/deadlines";
import { RenameForm } from "#app/courses/rename-form";
import { TeachingForm } from "#app/courses/teaching-form";
import { PageFrame } from "#app/frame/page-frame";

interface Props {
  params: Promise<{ course: string }>;
}

const find = cache(async (slug: string) => {
  const user = await requireUser(`/courses/${encodeURIComponent(slug)}/settings`);
  const found = await findMembers(services().db, user.id, slug);
  return found?.course.mayChange ? { user, ...found } : notFound();
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations("courses.settings");
  return { title: t("tab", { course: (await find((await params).course)).course.title }) };
}

export default async function CourseSettingsPage({ params }: Props) {
  const t = await getTranslations("courses.settings");
  const { user, course, members } = await find((await params).course);
  const deadlines = await listDeadlines(services().db, course.id);
  const students = members
    .filter(({ role }) => role === "student")
    .map(({ id, name, group }) => ({ id, name, group }))
    .toSorted((a, b) => a.name.localeCompare(b.name));
  return (
    <PageFrame
      user={user}
      crumbs={[{ title: course.title, href: `/courses/${course.slug}` }]}
      title={t("title")}
      summary={t("summary")}
    >
      <div className="flex flex-col gap-5">
        <Section title={t("name")}>
          <RenameForm slug={course.slug} title={course.title} />
        </Section>
        <Section title={t("deadlines")} hint={t("deadlinesHint")}>
          <Deadlines slug={course.slug} deadlines={deadlines} students={students} />
        </Section>
        <Section title={t("teaching")}>
          <TeachingForm slug={course.slug} settings={course.settings} />
        </Section>
        <Section title={t(course.state === "archived" ? "openAgain" : "archive")}>
          <ArchiveCourse slug={course.slug} title={course.title} archived={course.state === "archived"} />
        </Section>
      </div>
    </PageFrame>
  );
}

function Section({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="rounded-lg border border-line bg-surface p-4 sm:p-5">
      <h2 className="text-lg font-semibold">{title}</h2>
      {hint ? <p className="mt-0.5 max-w-prose text-muted">{hint}</p> : null}
      <div className="mt-3">{children}</div>
    </section>
  );
}
