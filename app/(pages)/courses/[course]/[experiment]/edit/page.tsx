import { availableParallelism, totalmem } from "node:os";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { requireUser } from "#app/_server/auth/current-user";
import { findAuthored } from "#app/_server/experiments/authored-experiment";
import { viewDraft } from "#app/_server/experiments/drafts";
import { services } from "#app/_server/services";
import { Authoring } from "#app/authoring/authoring";

interface Props {
  params: Promise<{ course: string; experiment: string }>;
}

const find = cache(async (course: string, slug: string) => {
  const user = await requireUser(`/courses/${encodeURIComponent(course)}/${encodeURIComponent(slug)}/edit`);
  const experiment = await findAuthored(services().db, user.id, course, slug);
  return experiment === null ? notFound() : { user, experiment };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { course, experiment } = await params;
  const t = await getTranslations("authoring.bar");
  return { title: t("tab", { experiment: (await find(course, experiment)).experiment.slug }) };
}

export default async function EditPage({ params }: Props) {
  const names = await params;
  const { user, experiment } = await find(names.course, names.experiment);
  const { db } = services();
  const { id: courseId, slug, title } = experiment.course;
  const [draft, students] = await Promise.all([
    viewDraft(db, experiment),
    db.membership.count({ where: { courseId, role: "student" } }),
  ]);
  return (
    <Authoring
      course={{ slug, title }}
      slug={experiment.slug}
      draft={draft}
      user={{ name: user.name, email: user.email }}
      students={students}
      machine={{ memoryBytes: totalmem(), cpus: availableParallelism() }}
    />
  );
}
