"use client";
import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { AccountMenu } from "#app/account/account-menu";
import { CheckButton } from "#app/workspace/checks/check-button";
import { ProgramControls } from "#app/workspace/compositions/program-controls";
import { DriveControl } from "#app/workspace/people/drive-control";
import { HelpButton } from "#app/workspace/people/help-button";
import { PeopleHere } from "#app/workspace/people/people-here";
import { RecordingMark } from "#app/workspace/recordings/recording-mark";
import { HandInButton } from "#app/workspace/submission/hand-in-button";
import { OverflowMenu } from "#app/workspace/topbar/overflow-menu";
import { SavedState } from "#app/workspace/topbar/saved-state";
import { ThemeButton } from "#app/workspace/topbar/theme-button";
import type { WorkspaceProps } from "#app/workspace/workspace";

/** Where one is, whether all is saved, and what one does most. */
export function TopBar({ title, course, user }: Pick<WorkspaceProps, "title" | "course" | "user">) {
  const t = useTranslations("workspace.bar");
  return (
    <header className="flex h-10 shrink-0 items-center gap-1 border-b border-line bg-canvas px-2 max-sm:gap-0.5">
      <nav aria-label={t("breadcrumb")} className="flex min-w-0 items-center gap-1 pl-1">
        <Link href="/" prefetch={false} className="font-semibold text-text max-sm:hidden">
          Varlab
        </Link>
        <ChevronRight aria-hidden size={14} className="shrink-0 text-faint max-sm:hidden" />
        <Link href={course.href} prefetch={false} className="truncate text-muted hover:text-text max-md:hidden">
          {course.title}
        </Link>
        <ChevronRight aria-hidden size={14} className="shrink-0 text-faint max-md:hidden" />
        <h1 className="min-w-0 truncate font-medium">{title}</h1>
      </nav>
      <div className="min-w-2 flex-1" />
      <RecordingMark />
      <SavedState />
      <PeopleHere />
      <DriveControl />
      <HelpButton />
      <ProgramControls />
      <CheckButton />
      <HandInButton />
      <ThemeButton />
      <OverflowMenu course={course} />
      <AccountMenu user={{ name: user.name }} />
    </header>
  );
}
