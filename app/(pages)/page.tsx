import { GraduationCap } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { requireUser } from "#app/_server/auth/current-user";
import { type CourseEntry, listCourses } from "#app/_server/queries/courses";
import { services } from "#app/_server/services";
import { PageFrame } from "#app/frame/page-frame";
import { Badge } from "#app/ui/badge";
import { EmptyState } from "#app/ui/empty-state";
import { LinkPending } from "#app/ui/link-pending";

export const metadata: Metadata = { title: "Courses" };

export default async function CoursesPage() {
  const user = await requireUser("/");
  const courses = await listCourses(services().db, user.id);
  return (
    <PageFrame user={user} title="Courses" summary="Choose a course to see its experiments and your workspaces.">
      {courses.length === 0 ? (
        <EmptyState
          icon={<GraduationCap size={32} />}
          title="You are in no course yet"
          className="rounded-lg border border-line bg-surface py-12"
        >
          A lecturer adds you with your address, {user.email}. The course then appears here.
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
    </PageFrame>
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
