import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { findLink } from "#app/_server/auth/one-time-links";
import { services } from "#app/_server/services";
import { SmallFrame } from "#app/frame/small-frame";
import { LinkForm } from "#app/one-time-link/link-form";
import { SpentLink } from "#app/one-time-link/spent-link";

/** The address is a secret: it goes into no list and no other page's log. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account.link");
  return { title: t("resetTab"), robots: "noindex", referrer: "no-referrer" };
}

interface Props {
  params: Promise<{ token: string }>;
}

export default async function NewPasswordPage({ params }: Props) {
  const t = await getTranslations("account.link");
  const { token } = await params;
  const found = await findLink(services().db, token);
  if (found?.kind !== "reset") return <SpentLink title={t("resetSpent")}>{t("resetSpentWhy")}</SpentLink>;
  return (
    <SmallFrame title={t("choose")} summary={t("chooseFor", { name: found.name })}>
      <LinkForm token={token} email={found.email} />
    </SmallFrame>
  );
}
