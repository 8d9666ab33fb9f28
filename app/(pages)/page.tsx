import { GraduationCap, Plus, Server } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
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

export const metadata: Metadata = { title: "Courses" };

export default async function CoursesPage() {
  const user = await requireUser("/");
  const { db } = services();
  const [courses, mayCreate] = await Promise.all([listCourses(db, user.id), canCreateCourse(db, user)]);
  return (
    <PageFrame
      user={user}
      title="Courses"
      summary="Choose a course to see its experiments and your workspaces."
      action={<Actions mayCreate={mayCreate} operator={user.operator} />}
    >
      {courses.length === 0 ? (
        <EmptyState
          icon={<GraduationCap size={32} />}
          title="You are in no course yet"
          className="rounded-lg border border-line bg-surface py-12"
        >
          Your lecturer gives you a code to join below, or adds you with your address, {user.email}.
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
          Join a course
        </h2>
        <JoinForm />
      </section>
    </PageFrame>
  );
}

function Actions({ mayCreate, operator }: { mayCreate: boolean; operator: boolean }) {
  if (!mayCreate) return null;
  return (
    <div className="flex flex-wrap gap-2">
      {operator ? (
        <Link href="/operator" prefetch={false} className={buttonClass("secondary", "lg")}>
          <Server aria-hidden size={15} />
          Operator
        </Link>
      ) : null}
      <Link href="/courses/new" className={buttonClass("secondary", "lg")}>
        <Plus aria-hidden size={15} />
        New course
      </Link>
    </div>
  );
}

function CourseCard({ course }: { course: CourseEntry }) {
  return (
    <Link
      href={`/courses/${course.slug}`}
      className="flex h-full flex-col gap-2 rounded-lg border border-line bg-surface p-4 hover:border-line-strong hover:bg-hover"
    >
      <span className="flex items-start gap-2">
        <span className="min-w-0 flex-1 text-lg font-semibold">{course.title}</span>
        <LinkPending />
        {course.state === "open" ? null : <Badge tone="stopped">{course.state}</Badge>}
      </span>
      <span className="flex flex-wrap gap-x-3 text-muted">
        <span>{counted(course.experiments, "experiment")}</span>
        {course.role === "student" ? null : <span>{counted(course.members, "member")}</span>}
        <span>you are a {course.role}</span>
      </span>
    </Link>
  );
}

function counted(count: number, word: string): string {
  return `${count === 0 ? "no" : count} ${word}${count === 1 ? "" : "s"}`;
}
