"use client";
import { History, ListChecks, Square } from "lucide-react";
import { useTranslations } from "next-intl";
import { useStore } from "zustand";
import { Badge } from "#app/ui/badge";
import { Button } from "#app/ui/button";
import { IconButton } from "#app/ui/icon-button";
import { Menu, MenuItem, MenuLabel } from "#app/ui/menu";
import { TimeAgo } from "#app/workspace/builds/time-ago";
import { CheckMark } from "#app/workspace/checks/check-mark";
import { useMayDrive, useSession } from "#app/workspace/session/session-context";
import { Elapsed } from "#app/workspace/topbar/elapsed";
import type { CheckRunView } from "#shared/checks/views";

/** How a run of the checks went, the way to another one, and the way out while it lasts. */
export function CheckRunHeader({ run }: { run: CheckRunView }) {
  const t = useTranslations("workspace");
  const ui = useTranslations("ui.actions");
  const lookOnly = t("refusals.lookOnly");
  const { checks, commands } = useSession();
  const mayDrive = useMayDrive();
  const runs = useStore(checks, (state) => state.runs);
  const running = run.state === "running";
  const passed = run.parts.slice(1).filter(({ state }) => state === "passed").length;
  const older = runs[0]?.id !== run.id;
  return (
    <div className="flex min-h-8 shrink-0 flex-wrap items-center gap-x-2 gap-y-1 border-b border-line px-3 py-0.5 text-sm max-sm:py-1">
      <span role="status" className="flex shrink-0 items-center gap-2">
        <CheckMark state={run.state} word className="font-medium" />
        <span>{t("checks.passed", { passed, total: run.parts.length - 1 })}</span>
      </span>
      <span className="text-muted">
        <Elapsed from={run.createdAt} to={run.endedAt} />
      </span>
      {older ? <Badge>{t("checks.earlier")}</Badge> : null}
      <span className="min-w-0 flex-1 truncate text-faint">
        <span className="max-sm:hidden">{running ? t("checks.theirs") : <TimeAgo time={run.createdAt} />}</span>
      </span>
      {running ? (
        <Button
          size="sm"
          className="ml-auto"
          refusal={mayDrive ? null : lookOnly}
          icon={<Square aria-hidden size={12} />}
          onClick={() => commands.run("check.cancel")}
        >
          {ui("cancel")}
        </Button>
      ) : (
        <Button
          size="sm"
          className="ml-auto"
          refusal={mayDrive ? null : lookOnly}
          icon={<ListChecks aria-hidden size={13} />}
          onClick={() => commands.run("check.run")}
        >
          {t("checks.again")}
        </Button>
      )}
      <Menu trigger={<IconButton size="sm" label={t("checks.earlierRuns")} icon={<History aria-hidden size={14} />} />}>
        <MenuLabel>{t("checks.runs")}</MenuLabel>
        {runs.map((one, index) => (
          <MenuItem key={one.id} onSelect={() => checks.setState({ shown: index === 0 ? null : one.id })}>
            <span className="flex items-center gap-2">
              <CheckMark state={one.state} word />
              <span className="text-faint">
                {t.rich("checks.byWhom", { time: () => <TimeAgo time={one.createdAt} />, name: one.by })}
              </span>
              {one.id === run.id ? <span className="text-accent-text">✓</span> : null}
            </span>
          </MenuItem>
        ))}
      </Menu>
    </div>
  );
}
