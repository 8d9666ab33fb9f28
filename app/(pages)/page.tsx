import { GraduationCap, Plus, Server } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { requireUser } from "#app/_server/auth/current-user";
import { canCreateCourse } from "#app/_server/courses/create-course";
import { type CourseEntry, listCourses } from "#app/_server/queries/courses";
import { services } from "#app/_server/services";
import { JoinForm } from "#app/courses/join-form";
import { PageFrame } from "#app/frame/page-frame";
import { Badge } from "#app/ui/badge";
import { buttonClass } from "#app/ui/button";
import { EmptyState } from "#app/ui/empty-state";
import { LinkPending } from "#app/ui/link-pending";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("courses.list");
  return { title: t("title") };
}

export default async function CoursesPage() {
  const t = await getTranslations("courses.list");
  const user = await requireUser("/");
  const { db } = services();
  const [courses, mayCreate] = await Promise.all([listCourses(db, user.id), canCreateCourse(db, user)]);
  return (
    <PageFrame
      user={user}
      title={t("title")}
      summary={t("summary")}
      action={<Actions mayCreate={mayCreate} operator={user.operator} />}
    >
      {courses.length === 0 ? (
        <EmptyState
          icon={<GraduationCap size={32} />}
          title={t("none")}
          className="rounded-lg border border-line bg-surface py-12"
        >
          {t("noneHint", { email: user.email })}
        </EmptyState>
      ) : (
        <ul className="grid gap-3 sm:grid-cols-2">
          {courses.map((course) => (
            <li key={course.slug}>
              <CourseCard course={course} />
            </li>
          ))}
        </ul>
      )}
      <section aria-labelledby="join" className="mt-8 border-t border-line pt-5">
        <h2 id="join" className="mb-3 text-lg font-semibold">
          {t("join")}
        </h2>
        <JoinForm />
      </section>
    </PageFrame>
  );
}

function Actions({ mayCreate, operator }: { mayCreate: boolean; operator: boolean }) {
  const t = useTranslations("courses.list");
  if (!mayCreate) return null;
  return (
    <div className="flex flex-wrap gap-2">
      {operator ? (
        <Link href="/operator" prefetch={false} className={buttonClass("secondary", "lg")}>
          <Server aria-hidden size={15} />
          {t("operator")}
        </Link>
      ) : null}
      <Link href="/courses/new" className={buttonClass("secondary", "lg")}>
        <Plus aria-hidden size={15} />
        {t("newCourse")}
      </Link>
    </div>
  );
}

function CourseCard({ course }: { course: CourseEntry }) {
  const t = useTranslations("courses.list");
  return (
    <Link
      href={`/courses/${course.slug}`}
      className="flex h-full flex-col gap-2 rounded-lg border border-line bg-surface p-4 hover:border-line-strong hover:bg-hover"
    >
      <span className="flex items-start gap-2">
        <span className="min-w-0 flex-1 text-lg font-semibold">{course.title}</span>
        <LinkPending />
        {course.state === "open" ? null : <Badge tone="stopped">{t("archived")}</Badge>}
      </span>
      <span className="flex flex-wrap gap-x-3 text-muted">
        <span>{t("experiments", { count: course.experiments })}</span>
        {course.role === "student" ? null : <span>{t("members", { count: course.members })}</span>}
        <span>{t("youAre", { role: course.role })}</span>
      </span>
    </Link>
  );
}
