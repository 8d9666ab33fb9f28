"use client";
import { History, Search, Square } from "lucide-react";
import { useTranslations } from "next-intl";
import { useSentence } from "#app/i18n/sentences";
import { Badge } from "#app/ui/badge";
import { Button } from "#app/ui/button";
import { IconButton } from "#app/ui/icon-button";
import { StateMark } from "#app/ui/state-mark";
import { shortCommand } from "#app/workspace/builds/short-command";
import { isStale } from "#app/workspace/builds/stale";
import { useMayDrive, useSession, useWorkspace } from "#app/workspace/session/session-context";
import { Elapsed } from "#app/workspace/topbar/elapsed";
import { isOver } from "#shared/states";
import type { BuildView } from "#shared/views";

/** Which build, how it went, how long it took; the way out while it runs. */
export function BuildHeader({ build, onSearch }: { build: BuildView; onSearch: () => void }) {
  const t = useTranslations("editing");
  const inWords = useSentence();
  const { commands, panels } = useSession();
  const mayDrive = useMayDrive();
  const stale = useWorkspace(
    (state) => state.builds[0]?.id === build.id && isOver(build.state) && isStale(build, state.files),
  );
  const older = useWorkspace((state) => state.builds[0]?.id !== build.id);
  return (
    <div className="flex h-8 shrink-0 items-center gap-2 border-b border-line px-3 text-sm">
      <span className="shrink-0 font-medium">{t("build.title", { number: build.number })}</span>
      <span role="status" className="flex shrink-0 items-center gap-2">
        <StateMark state={build.state} word />
        {build.startedAt === undefined ? null : <Elapsed from={build.startedAt} to={build.endedAt} />}
        {build.exitCode === undefined || build.state === "cancelled" ? null : (
          <span className="text-muted">{t("build.exit", { code: build.exitCode })}</span>
        )}
      </span>
      {stale ? (
        <Badge tone="waiting" title={t("build.staleWhy")}>
          {t("build.stale")}
        </Badge>
      ) : null}
      {older ? <Badge>{t("build.earlier")}</Badge> : null}
      <span className="min-w-0 flex-1 truncate text-faint" title={build.command}>
        {isOver(build.state) ? (
          <code>{t("build.command", shortCommand(build.command))}</code>
        ) : (
          inWords(build.stage ?? "")
        )}
      </span>
      {isOver(build.state) || !mayDrive ? null : (
        <Button size="sm" icon={<Square aria-hidden size={12} />} onClick={() => commands.run("build.cancel")}>
          {t("build.cancel")}
        </Button>
      )}
      <IconButton
        size="sm"
        label={t("output.search")}
        keys="Ctrl+F"
        icon={<Search aria-hidden size={14} />}
        onClick={onSearch}
      />
      <IconButton
        size="sm"
        label={t("builds.earlier")}
        icon={<History aria-hidden size={14} />}
        onClick={() => panels.show("builds")}
      />
    </div>
  );
}
