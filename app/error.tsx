"use client";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { BrandMark } from "#app/frame/brand";
import { Button, buttonClass } from "#app/ui/button";

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const t = useTranslations("ui.error");
  const actions = useTranslations("ui.actions");
  useEffect(() => console.error(error), [error]);
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-3 p-6 text-center">
      <BrandMark size={36} />
      <h1 className="text-xl font-semibold">{t("title")}</h1>
      <p className="max-w-prose text-muted">
        {t("what")}
        {error.digest ? (
          <>
            {" "}
            {t.rich("reference", {
              digest: error.digest,
              code: (digest) => <code className="font-mono text-text">{digest}</code>,
            })}
          </>
        ) : null}
      </p>
      <div className="flex gap-2">
        <Button variant="primary" size="lg" onClick={reset}>
          {actions("tryAgain")}
        </Button>
        <a href="/" className={buttonClass("secondary", "lg")}>
          {t("toCourses")}
        </a>
      </div>
    </main>
  );
}
