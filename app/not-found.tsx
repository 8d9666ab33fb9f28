import type { Metadata } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { BrandMark } from "#app/frame/brand";
import { buttonClass } from "#app/ui/button";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("ui.notFound");
  return { title: t("tab") };
}

export default function NotFound() {
  const toCourses = useTranslations("ui.error")("toCourses");
  const t = useTranslations("ui.notFound");
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-3 p-6 text-center">
      <BrandMark size={36} />
      <h1 className="text-xl font-semibold">{t("title")}</h1>
      <p className="max-w-prose text-muted">{t("what")}</p>
      <Link href="/" className={buttonClass("primary", "lg")}>
        {toCourses}
      </Link>
    </main>
  );
}
