"use client";
import { clsx } from "clsx";
import { History } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useStore } from "zustand";
import { useSentence } from "#app/i18n/sentences";
import { EmptyState } from "#app/ui/empty-state";
import { StateMark } from "#app/ui/state-mark";
import { TimeAgo } from "#app/workspace/builds/time-ago";
import { sizeText } from "#app/workspace/files/file-path";
import { useSession, useWorkspace } from "#app/workspace/session/session-context";
import { Elapsed } from "#app/workspace/topbar/elapsed";
import type { BuildView } from "#shared/views";

/** The last builds; each can be read again. */
export function BuildsPanel() {
  const t = useTranslations("editing.builds");
  const { panels, shownBuild } = useSession();
  const builds = useWorkspace((state) => state.builds);
  const shown = useStore(shownBuild) ?? builds[0]?.id;
  if (builds.length === 0) {
    return (
      <EmptyState className="h-full" icon={<History aria-hidden size={22} />} title={t("none")}>
        {t("noneWhat")}
      </EmptyState>
    );
  }
  return (
    <ul aria-label={t("title")} className="min-h-0 flex-1 overflow-auto py-1">
      {builds.map((build) => (
        <li key={build.id}>
          <BuildRow
            build={build}
            shown={build.id === shown}
            onShow={() => {
              shownBuild.setState(build.id === builds[0]?.id ? null : build.id, true);
              panels.show("build", { quiet: true });
            }}
          />
        </li>
      ))}
    </ul>
  );
}

function BuildRow({ build, shown, onShow }: { build: BuildView; shown: boolean; onShow: () => void }) {
  const t = useTranslations("editing");
  const inWords = useSentence();
  const language = useLocale();
  const errors = build.diagnostics.filter((one) => one.severity === "error").length;
  return (
    <button
      type="button"
      aria-pressed={shown}
      onClick={onShow}
      className={clsx(
        "flex w-full flex-col gap-0.5 px-3 py-1.5 text-left focus-visible:-outline-offset-2",
        shown ? "bg-selected" : "hover:bg-hover",
      )}
    >
      <span className="flex w-full items-center gap-2">
        <StateMark state={build.state} />
        <span className="font-medium">{t("build.title", { number: build.number })}</span>
        <span className="ml-auto text-sm text-faint">
          <TimeAgo time={build.createdAt} />
        </span>
      </span>
      <span className="flex w-full gap-2 pl-5 text-sm text-muted">
        {build.startedAt === undefined ? (
          <span>{build.stage === undefined ? t("builds.notStarted") : inWords(build.stage)}</span>
        ) : (
          <Elapsed from={build.startedAt} to={build.endedAt} />
        )}
        {errors > 0 ? <span className="text-failed">{t("builds.errors", { count: errors })}</span> : null}
        {build.artifacts.map((artifact) => (
          <span key={artifact.id} className="min-w-0 truncate">
            {artifact.path} {sizeText(artifact.size, language)}
          </span>
        ))}
      </span>
    </button>
  );
}
