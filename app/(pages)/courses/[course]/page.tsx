import { FlaskConical, Users } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { cache, type ReactNode } from "react";
import { requireUser } from "#app/_server/auth/current-user";
import { type FoundClass, findClass } from "#app/_server/queries/class";
import { findCourse } from "#app/_server/queries/course";
import { listDrafts } from "#app/_server/queries/drafts";
import { listVisits } from "#app/_server/queries/visits";
import { services } from "#app/_server/services";
import { DraftList } from "#app/authoring/draft-list";
import { NewExperimentButton } from "#app/authoring/new-experiment";
import { MembersLink, SettingsLink } from "#app/courses/course-links";
import { ExperimentCard } from "#app/experiment/experiment-card";
import { Visits } from "#app/experiment/visits";
import { PageFrame } from "#app/frame/page-frame";
import { buttonClass } from "#app/ui/button";
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
  const t = await getTranslations("courses.course");
  const { user, course } = await find((await params).course);
  const { db } = services();
  const [taught, visits, drafts] = await Promise.all([
    findClass(db, user.id, course.slug),
    listVisits(db, user.id, course.id),
    listDrafts(db, user.id, course.id),
  ]);
  const sources = [...course.experiments, ...(drafts ?? [])].map(({ slug, title }) => ({ slug, title }));
  return (
    <PageFrame
      user={user}
      title={course.title}
      summary={t("summary", { role: course.role })}
      action={
        taught === null ? undefined : (
          <Teaching taught={taught}>
            {drafts === null ? null : <NewExperimentButton course={course.slug} sources={sources} />}
          </Teaching>
        )
      }
    >
      {course.state === "archived" ? <Notice className="mb-4">{t("archived")}</Notice> : null}
      <Visits visits={visits} />
      <DraftList course={course.slug} drafts={drafts ?? []} />
      {course.experiments.length === 0 ? (
        <EmptyState
          icon={<FlaskConical size={32} />}
          title={t("none")}
          className="rounded-lg border border-line bg-surface py-12"
        >
          {t(drafts !== null ? "noneAuthor" : teaches(course.role) ? "noneTutor" : "noneStudent")}
        </EmptyState>
      ) : (
        <ul className="flex flex-col gap-3">
          {course.experiments.map((experiment) => (
            <li key={experiment.slug}>
              <ExperimentCard course={course.slug} experiment={experiment} mayEdit={drafts !== null} />
            </li>
          ))}
        </ul>
      )}
    </PageFrame>
  );
}

function Teaching({ taught, children }: { taught: FoundClass; children: ReactNode }) {
  const t = useTranslations("courses.course");
  return (
    <div className="flex flex-wrap gap-2">
      {children}
      {taught.mayChange ? <SettingsLink slug={taught.slug} /> : null}
      <MembersLink slug={taught.slug} />
      <Link href={`/courses/${taught.slug}/class`} prefetch={false} className={buttonClass("primary", "lg")}>
        <Users aria-hidden size={15} />
        {t("class")}
      </Link>
    </div>
  );
}
