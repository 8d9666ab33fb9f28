import { clsx } from "clsx";
import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { AccountMenu } from "#app/account/account-menu";
import { HandsLink } from "#app/class/hands-link";
import { BrandMark } from "#app/frame/brand";

/** One step on the way to the page. */
export interface Crumb {
  readonly title: string;
  readonly href: string;
}

/** `full` is for lists with many columns. */
const widths = { normal: "max-w-4xl", wide: "max-w-6xl", full: "max-w-[1680px]" } as const;

/** The quiet frame of every page outside the workspace: where one is, who one is, one title and one primary action. */
export function PageFrame({
  user,
  crumbs = [],
  title,
  summary,
  action,
  width = "normal",
  children,
}: {
  user: { name: string; email: string };
  crumbs?: readonly Crumb[];
  title: ReactNode;
  summary?: ReactNode;
  action?: ReactNode;
  width?: keyof typeof widths;
  children: ReactNode;
}) {
  const t = useTranslations("ui.frame");
  const column = clsx("mx-auto w-full px-4", widths[width]);
  return (
    <div className="flex min-h-dvh flex-col">
      <a href="#main" className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:bg-raised focus:p-2">
        {t("skip")}
      </a>
      <header className="border-b border-line bg-surface">
        <div className={clsx(column, "flex h-10 items-center gap-2")}>
          <Breadcrumbs crumbs={crumbs} />
          <HandsLink />
          <AccountMenu user={user} />
        </div>
      </header>
      <main id="main" className={clsx(column, "flex-1 py-6")}>
        <div className="mb-5 flex flex-wrap items-start gap-x-4 gap-y-3">
          <div className="min-w-0 flex-1 basis-64">
            <h1 className="text-2xl font-semibold tracking-tight text-balance">{title}</h1>
            {summary ? <p className="mt-1 max-w-prose text-muted">{summary}</p> : null}
          </div>
          {action}
        </div>
        {children}
      </main>
    </div>
  );
}

function Breadcrumbs({ crumbs }: { crumbs: readonly Crumb[] }) {
  const t = useTranslations("ui.frame");
  return (
    <nav aria-label={t("whereYouAre")} className="flex min-w-0 flex-1 items-center gap-1">
      <Link href="/" className="flex items-center gap-2 rounded-md px-1 py-0.5 font-semibold hover:bg-hover">
        <BrandMark />
        Varlab
      </Link>
      {crumbs.map((crumb) => (
        <span key={crumb.href} className="flex min-w-0 items-center gap-1">
          <ChevronRight aria-hidden size={14} className="shrink-0 text-faint" />
          <Link href={crumb.href} className="truncate rounded-md px-1 py-0.5 text-muted hover:bg-hover hover:text-text">
            {crumb.title}
          </Link>
        </span>
      ))}
    </nav>
  );
}
