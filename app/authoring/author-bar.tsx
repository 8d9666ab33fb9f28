"use client";
import { ChevronRight, CircleAlert, CircleCheck, CircleDot, FlaskConical, Moon, Sun } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useTheme } from "next-themes";
import { useEffect, useState } from "react";
import { toast } from "sonner";
import { AccountMenu } from "#app/account/account-menu";
import { AuthorMenu } from "#app/authoring/author-menu";
import { useAuthoring, useDesk } from "#app/authoring/authoring-context";
import type { FileState } from "#app/authoring/draft-desk";
import { sentenceOf } from "#app/authoring/draft-desk";
import { PublishButton } from "#app/authoring/publish-button";
import { Badge } from "#app/ui/badge";
import { Button } from "#app/ui/button";
import { IconButton } from "#app/ui/icon-button";
import { Spinner } from "#app/ui/spinner";
import { nameOf } from "#app/workspace/files/file-path";
import { hasErrors } from "#shared/authoring/draft-problems";

/** Where one is, whether all is saved, and the way to students. */
export function AuthorBar() {
  const t = useTranslations("authoring.bar");
  const { page } = useAuthoring();
  const title = useDesk((state) => state.shown?.title ?? state.versions[0]?.title ?? page.slug);
  return (
    <header className="flex h-10 shrink-0 items-center gap-1.5 border-b border-line bg-canvas px-2 max-sm:gap-0.5">
      <nav aria-label={t("breadcrumb")} className="flex min-w-0 items-center gap-1 pl-1">
        <Link href="/" prefetch={false} className="font-semibold text-text max-sm:hidden">
          Varlab
        </Link>
        <ChevronRight aria-hidden size={14} className="shrink-0 text-faint max-sm:hidden" />
        <Link
          href={`/courses/${page.course.slug}`}
          prefetch={false}
          className="truncate text-muted hover:text-text max-md:hidden"
        >
          {page.course.title}
        </Link>
        <ChevronRight aria-hidden size={14} className="shrink-0 text-faint max-md:hidden" />
        <h1 className="min-w-0 truncate font-medium">{title}</h1>
      </nav>
      <Standing />
      <div className="min-w-1 flex-1" />
      <SavedMark />
      <TryButton />
      <PublishButton />
      <ThemeToggle />
      <AuthorMenu />
      <AccountMenu user={page.user} />
    </header>
  );
}

/** How far the experiment is on its way to students. */
function Standing() {
  const t = useTranslations("authoring.bar");
  const newest = useDesk((state) => state.versions[0]?.number);
  const visible = useDesk((state) => state.visible);
  const changed = useDesk((state) => state.changed);
  const words =
    newest === undefined
      ? t("notPublished")
      : t("version", { number: newest, hidden: visible ? "no" : "yes", changed: changed ? "yes" : "no" });
  return (
    <span className="ml-1 shrink-0 max-lg:hidden">
      <Badge tone={newest === undefined || !visible ? "waiting" : changed ? "accent" : "neutral"}>{words}</Badge>
    </span>
  );
}

const order: readonly FileState[] = ["conflict", "failed", "saving", "dirty"];

/** Whether everything typed is saved; a click goes to what is not. */
function SavedMark() {
  const t = useTranslations("authoring.bar");
  const { openFiles } = useAuthoring();
  const files = useDesk((state) => state.files);
  const worst = order.find((state) => [...files.values()].some((file) => file.state === state));
  if (worst === "conflict" || worst === "failed") {
    const [path = ""] = [...files].find(([, file]) => file.state === worst) ?? [];
    return (
      <button
        type="button"
        className="inline-flex h-7 items-center gap-1.5 rounded-md bg-failed-soft px-2 text-failed"
        onClick={() => openFiles.open(path)}
      >
        <CircleAlert aria-hidden size={14} /> {t(worst === "conflict" ? "conflict" : "notSaved")}
        <span className="max-w-40 truncate max-md:hidden">{t("in", { file: nameOf(path) })}</span>
      </button>
    );
  }
  const [icon, word] =
    worst === undefined
      ? [<CircleCheck key="saved" aria-hidden size={14} className="text-running" />, t("saved")]
      : worst === "saving"
        ? [<Spinner key="saving" size={14} />, t("saving")]
        : [<CircleDot key="dirty" aria-hidden size={14} className="text-waiting" />, t("unsaved")];
  return (
    <span
      role="status"
      aria-label={t("savedState")}
      className="inline-flex h-7 min-w-16 items-center justify-end gap-1.5 px-1 text-sm whitespace-nowrap text-muted max-sm:min-w-0"
    >
      {icon} <span className="max-sm:sr-only">{word}</span>
    </span>
  );
}

/** The draft as a student would get it, in a workspace of one's own. */
function TryButton() {
  const t = useTranslations("authoring.bar");
  const { desk } = useAuthoring();
  const broken = useDesk((state) => hasErrors(state.reading.problems));
  const [busy, setBusy] = useState(false);
  // A page that comes back from the history is fresh again.
  useEffect(() => {
    const again = () => setBusy(false);
    window.addEventListener("pageshow", again);
    return () => window.removeEventListener("pageshow", again);
  }, []);
  async function start(): Promise<void> {
    setBusy(true);
    try {
      await desk.saveAll();
      window.location.assign(`/w/${await desk.http.startTrial()}`);
    } catch (error) {
      toast.error(sentenceOf(error), { duration: 8000 });
      setBusy(false);
    }
  }
  return (
    <Button
      busy={busy}
      refusal={broken ? t("mendToTry") : null}
      icon={<FlaskConical aria-hidden size={14} />}
      aria-label={t("tryLabel")}
      onClick={() => void start()}
    >
      {t.rich("try", { more: (words) => <span className="max-md:hidden">{words}</span> })}
    </Button>
  );
}

function ThemeToggle() {
  const t = useTranslations("authoring.bar");
  const { resolvedTheme, setTheme } = useTheme();
  const dark = resolvedTheme === "dark";
  return (
    <IconButton
      label={t(dark ? "light" : "dark")}
      icon={dark ? <Sun aria-hidden size={15} /> : <Moon aria-hidden size={15} />}
      onClick={() => setTheme(dark ? "light" : "dark")}
      className="max-md:hidden"
    />
  );
}
