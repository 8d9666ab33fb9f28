import Link from "next/link";
import { useTranslations } from "next-intl";
import { SmallFrame } from "#app/frame/small-frame";
import { buttonClass } from "#app/ui/button";

/** What is shown for a link that was used, has expired, or never was. */
export function SpentLink({ title, children }: { title: string; children: string }) {
  const t = useTranslations("account.link");
  return (
    <SmallFrame title={title} summary={t("spent")}>
      <p className="mb-4">{children}</p>
      <Link href="/sign-in" className={buttonClass("primary", "lg")}>
        {t("toSignIn")}
      </Link>
    </SmallFrame>
  );
}
