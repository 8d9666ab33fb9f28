import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { requireUser } from "#app/_server/auth/current-user";
import { readJoinCode, showJoinCode } from "#app/_server/courses/join-code";
import { JoinForm } from "#app/courses/join-form";
import { PageFrame } from "#app/frame/page-frame";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("courses.join");
  return { title: t("title") };
}

interface Props {
  params: Promise<{ code: string }>;
}

/** Says nothing about the code before it is used: a page that knew which codes are good would be an oracle. */
export default async function JoinPage({ params }: Props) {
  const t = await getTranslations("courses.join");
  const { code } = await params;
  const typed = decoded(code);
  const user = await requireUser(`/join/${encodeURIComponent(typed)}`);
  const read = readJoinCode(typed);
  return (
    <PageFrame user={user} title={t("title")} summary={t("summary", { name: user.name })}>
      <section className="rounded-lg border border-line bg-surface p-4 sm:p-5">
        <JoinForm code={read === null ? typed.slice(0, 40) : showJoinCode(read)} main />
      </section>
    </PageFrame>
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
