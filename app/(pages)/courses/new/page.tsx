import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { requireUser } from "#app/_server/auth/current-user";
import { canCreateCourse } from "#app/_server/courses/create-course";
import { services } from "#app/_server/services";
import { NewCourseForm } from "#app/courses/new-course-form";
import { PageFrame } from "#app/frame/page-frame";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("courses.new");
  return { title: t("title") };
}

export default async function NewCoursePage() {
  const t = await getTranslations("courses.new");
  const user = await requireUser("/courses/new");
  if (!(await canCreateCourse(services().db, user))) notFound();
  return (
    <PageFrame user={user} title={t("title")} summary={t("summary")}>
      <section className="rounded-lg border border-line bg-surface p-4 sm:p-5">
        <NewCourseForm />
      </section>
    </PageFrame>
  );
}
