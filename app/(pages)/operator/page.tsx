import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { requireUser } from "#app/_server/auth/current-user";
import { PageFrame } from "#app/frame/page-frame";
import { OperatorPage } from "#app/operator/operator-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("operator.page");
  return { title: t("title") };
}

export default async function OperatorsPage() {
  const t = await getTranslations("operator.page");
  const user = await requireUser("/operator");
  if (!user.operator) notFound();
  return (
    <PageFrame user={user} width="wide" title={t("title")} summary={t("summary")}>
      <OperatorPage />
    </PageFrame>
  );
}
