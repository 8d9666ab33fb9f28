"use client";
import { clsx } from "clsx";
import { CircleAlert, Eye, Folder, PenLine } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useStore } from "zustand";
import { AuthorFiles } from "#app/authoring/author-files";
import { AuthorTexts } from "#app/authoring/author-texts";
import { type Stop, useAuthoring, useDesk } from "#app/authoring/authoring-context";
import { Columns } from "#app/authoring/columns";
import { ProblemList, ProblemsBelow } from "#app/authoring/problem-list";
import { SidePanes } from "#app/authoring/side-panes";
import { useIsNarrow } from "#app/workspace/layout/window-width";

/** Below this width the columns are shown one at a time. */
const narrowBelow = 900;

/** The files, the text and what comes of it: beside each other, or one at a time over a bar. */
export function AuthorPanes() {
  const narrow = useIsNarrow(narrowBelow);
  if (narrow) return <OneAtATime />;
  return (
    <Columns
      memory="varlab.draft.columns"
      left={<AuthorFiles />}
      middle={
        <div className="flex h-full min-h-0 flex-col">
          <div className="min-h-0 flex-1">
            <AuthorTexts />
          </div>
          <ProblemsBelow />
        </div>
      }
      right={<SidePanes />}
    />
  );
}

const panes: readonly {
  readonly stop: Stop;
  readonly Icon: typeof Eye;
  readonly content: ReactNode;
}[] = [
  { stop: "files", Icon: Folder, content: <AuthorFiles /> },
  { stop: "text", Icon: PenLine, content: <AuthorTexts /> },
  { stop: "problems", Icon: CircleAlert, content: <ProblemList /> },
  { stop: "preview", Icon: Eye, content: <SidePanes /> },
];

function OneAtATime() {
  const t = useTranslations("authoring.panes");
  const { front } = useAuthoring();
  const shown = useStore(front, ({ stop }) => stop);
  const count = useDesk(({ reading }) => reading.problems.length);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="relative min-h-0 flex-1">
        {panes.map(({ stop, content }) => (
          // The text keeps its cursor and its history while one looks elsewhere.
          <div key={stop} className={clsx("absolute inset-0", stop !== shown && "hidden")}>
            {content}
          </div>
        ))}
      </div>
      <nav
        aria-label={t("panes")}
        className="flex shrink-0 border-t border-line bg-canvas pb-[env(safe-area-inset-bottom)]"
      >
        {panes.map(({ stop, Icon }) => (
          <button
            key={stop}
            type="button"
            aria-current={stop === shown ? "page" : undefined}
            onClick={() => front.setState({ stop })}
            className={clsx(
              "flex h-12 min-w-0 flex-1 flex-col items-center justify-center gap-0.5 text-xs",
              stop === shown ? "text-accent-text" : "text-muted",
            )}
          >
            <Icon aria-hidden size={16} />
            <span className={clsx("max-w-full truncate", stop === "problems" && count > 0 && "text-failed")}>
              {stop === "problems" && count > 0 ? t("counted", { title: t(stop), count }) : t(stop)}
            </span>
          </button>
        ))}
      </nav>
    </div>
  );
}
