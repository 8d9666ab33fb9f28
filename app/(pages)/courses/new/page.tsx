import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { requireUser } from "#app/_server/auth/current-user";
import { canCreateCourse } from "#app/_server/courses/create-course";
import { services } from "#app/_server/services";
import { NewCourseForm } from "#app/courses/new-course-form";
import { PageFrame } from "#app/frame/page-frame";

export const metadata: Metadata = { title: "New course" };

export default async function NewCoursePage() {
  const user = await requireUser("/courses/new");
  if (!(await canCreateCourse(services().db, user))) notFound();
  return (
    <PageFrame
      user={user}
      title="New course"
      summary="You are its lecturer. It is open from the start, and empty until you add people and experiments."
    >
      <section className="rounded-lg border border-line bg-surface p-4 sm:p-5">
        <NewCourseForm />
      </section>
    </PageFrame>
  );
}
