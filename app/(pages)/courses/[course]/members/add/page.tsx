import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { requireUser } from "#app/_server/auth/current-user";
import { findClass } from "#app/_server/queries/class";
import { services } from "#app/_server/services";
import { AddPeople } from "#app/courses/add-people";
import { PageFrame } from "#app/frame/page-frame";

export const metadata: Metadata = { title: "Add people" };

interface Props {
  params: Promise<{ course: string }>;
}

export default async function AddPeoplePage({ params }: Props) {
  const { course: slug } = await params;
  const user = await requireUser(`/courses/${encodeURIComponent(slug)}/members/add`);
  const course = await findClass(services().db, user.id, slug);
  if (course === null || !course.mayChange) notFound();
  return (
    <PageFrame
      user={user}
      crumbs={[
        { title: course.title, href: `/courses/${course.slug}` },
        { title: "Members", href: `/courses/${course.slug}/members` },
      ]}
      title="Add people"
      summary="Paste a list or open a file, as spreadsheets save it. Nothing happens before you have seen what each line would do."
    >
      <AddPeople slug={course.slug} />
    </PageFrame>
  );
}
