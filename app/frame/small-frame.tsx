import type { ReactNode } from "react";
import { BrandMark } from "#app/frame/brand";
import { LanguageSwitch } from "#app/i18n/language-switch";

/** The frame of pages for people who are not signed in yet: one panel in the middle, and a line below it. */
export function SmallFrame({
  title,
  summary,
  below,
  children,
}: {
  title: string;
  summary: ReactNode;
  below?: ReactNode;
  children: ReactNode;
}) {
  return (
    <main className="flex min-h-dvh items-center justify-center p-4">
      <div className="w-full max-w-sm">
        <div className="mb-5 flex items-center gap-3">
          <BrandMark size={36} />
          <div className="min-w-0">
            <h1 className="text-xl font-semibold text-balance">{title}</h1>
            <p className="text-muted">{summary}</p>
          </div>
        </div>
        <div className="rounded-lg border border-line bg-surface p-5">{children}</div>
        {below ? <p className="mt-3 text-center text-sm text-balance text-muted">{below}</p> : null}
        <p className="mt-4 text-center">
          <LanguageSwitch />
        </p>
      </div>
    </main>
  );
}
