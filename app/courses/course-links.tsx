import { IdCard, Settings } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { buttonClass } from "#app/ui/button";

/** The way to what a lecturer decides for the course. */
export function SettingsLink({ slug }: { slug: string }) {
  const t = useTranslations("courses.course");
  return (
    <Link href={`/courses/${slug}/settings`} prefetch={false} className={buttonClass("secondary", "lg")}>
      <Settings aria-hidden size={15} />
      {t("settings")}
    </Link>
  );
}

/** The way to the people of the course, for those who teach it. */
export function MembersLink({ slug }: { slug: string }) {
  const t = useTranslations("courses.course");
  return (
    <Link href={`/courses/${slug}/members`} prefetch={false} className={buttonClass("secondary", "lg")}>
      <IdCard aria-hidden size={15} />
      {t("members")}
    </Link>
  );
}
