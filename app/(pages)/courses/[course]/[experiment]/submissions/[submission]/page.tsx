import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { requireUser } from "#app/_server/auth/current-user";
import { findSubmission } from "#app/_server/queries/submission";
import { services } from "#app/_server/services";
import { PageFrame } from "#app/frame/page-frame";
import { Words } from "#app/i18n/words";
import { RunAgain } from "#app/submissions/run-again";
import { SubmissionHead } from "#app/submissions/submission-head";
import { SubmissionPage } from "#app/submissions/submission-page";

interface Props {
  params: Promise<{ course: string; experiment: string; submission: string }>;
}

const find = cache(async (course: string, experiment: string, submission: string) => {
  const list = `/courses/${encodeURIComponent(course)}/${encodeURIComponent(experiment)}/submissions`;
  const user = await requireUser(`${list}/${encodeURIComponent(submission)}`);
  const found = await findSubmission(services().db, user.id, { course, experiment, submission });
  return found === null ? notFound() : { user, found, list };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { course, experiment, submission } = await params;
  const { found } = await find(course, experiment, submission);
  const t = await getTranslations("submissions.page");
  return { title: `${t("number", { number: found.number })} · ${found.student.name} · ${found.experiment.title}` };
}

export default async function OneSubmissionPage({ params }: Props) {
  const names = await params;
  const { user, found, list } = await find(names.course, names.experiment, names.submission);
  const t = await getTranslations("submissions.page");
  const { course, experiment, student } = found;
  const up = { title: t("all"), href: list };
  return (
    <Words areas={["submissions", "workspace", "editing", "recordings", "class", "account"]}>
      <PageFrame
        user={user}
        width="full"
        crumbs={[
          { title: course.title, href: `/courses/${course.slug}` },
          { title: experiment.title, href: `/courses/${course.slug}/${experiment.slug}` },
          ...(found.reviews ? [up] : []),
        ]}
        title={found.reviews ? student.name : t("number", { number: found.number })}
        action={<RunAgain submission={found} />}
      >
        <SubmissionHead submission={found} list={list} />
        <SubmissionPage key={found.id} submission={found} />
      </PageFrame>
    </Words>
  );
}
