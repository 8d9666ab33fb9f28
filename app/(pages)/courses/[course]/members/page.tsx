import { UserPlus } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { requireUser } from "#app/_server/auth/current-user";
import { findMembers } from "#app/_server/queries/members";
import { services } from "#app/_server/services";
import { JoinCodes } from "#app/courses/join-codes";
import { MembersList } from "#app/courses/members-list";
import { PageFrame } from "#app/frame/page-frame";
import { buttonClass } from "#app/ui/button";

interface Props {
  params: Promise<{ course: string }>;
}

const find = cache(async (slug: string) => {
  const user = await requireUser(`/courses/${encodeURIComponent(slug)}/members`);
  const found = await findMembers(services().db, user.id, slug);
  return found === null ? notFound() : { user, ...found };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations("courses.members");
  return { title: t("tab", { course: (await find((await params).course)).course.title }) };
}

export default async function MembersPage({ params }: Props) {
  const t = await getTranslations("courses.members");
  const { user, course, members, codes } = await find((await params).course);
  return (
    <PageFrame
      user={user}
      crumbs={[{ title: course.title, href: `/courses/${course.slug}` }]}
      title={t("title")}
      summary={t(course.mayChange ? "summaryLecturer" : "summaryTutor")}
      action={
        course.mayChange ? (
          <Link href={`/courses/${course.slug}/members/add`} className={buttonClass("primary", "lg")}>
            <UserPlus aria-hidden size={15} />
            {t("add")}
          </Link>
        ) : undefined
      }
    >
      {course.mayChange ? <JoinCodes slug={course.slug} codes={codes} open={course.state === "open"} /> : null}
      <MembersList slug={course.slug} members={members} mayChange={course.mayChange} self={user.id} />
    </PageFrame>
  );
}
