import { FlaskConical } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { requireUser } from "#app/_server/auth/current-user";
import { findCourse } from "#app/_server/queries/course";
import { services } from "#app/_server/services";
import { ExperimentCard } from "#app/experiment/experiment-card";
import { PageFrame } from "#app/frame/page-frame";
import { EmptyState } from "#app/ui/empty-state";
import { Notice } from "#app/ui/notice";
import { teaches } from "#shared/roles";

interface Props {
  params: Promise<{ course: string }>;
}

const find = cache(async (slug: string) => {
  const user = await requireUser(`/courses/${encodeURIComponent(slug)}`);
  const course = await findCourse(services().db, user.id, slug);
  return course === null ? notFound() : { user, course };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await find((await params).course)).course.title };
}

export default async function CoursePage({ params }: Props) {
  const { user, course } = await find((await params).course);
  return (
    <PageFrame user={user} title={course.title} summary={`Experiments of this course. You are a ${course.role} here.`}>
      {course.state === "archived" ? (
        <Notice className="mb-4">
          This course is archived: your workspaces can still be opened, but no new ones started.
        </Notice>
      ) : null}
      {course.experiments.length === 0 ? (
        <EmptyState
          icon={<FlaskConical size={32} />}
          title="No experiments yet"
          className="rounded-lg border border-line bg-surface py-12"
        >
          {teaches(course.role)
            ? "An experiment is a folder with a Compose file and a task sheet. Add one to the folder experiments/ and run ./varlab up."
            : "The lecturer has not published any. They appear here as soon as there are some."}
        </EmptyState>
      ) : (
        <ul className="flex flex-col gap-3">
          {course.experiments.map((experiment) => (
            <li key={experiment.slug}>
              <ExperimentCard course={course.slug} experiment={experiment} />
            </li>
          ))}
        </ul>
      )}
    </PageFrame>
  );
}
