"use client";
import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Pane } from "#app/workspace/layout/pane";
import { panelRegistry } from "#app/workspace/layout/panel-registry";
import { focusPanel, type PanelId } from "#app/workspace/layout/panels";
import { useSession } from "#app/workspace/session/session-context";

/** A phone's tab bar: each entry is one pane, or a few that share it under the first one's name. */
const stops: readonly (readonly [PanelId, ...PanelId[]])[] = [
  ["task", "submission"],
  ["files", "find"],
  ["editors"],
  ["build", "problems", "checks", "builds"],
  ["instances", "topology"],
  ["terminal"],
];

/** The panes one at a time over a bar at the bottom; a pane that was shown once stays alive. */
export function Phone() {
  const t = useTranslations("workspace");
  const { panels } = useSession();
  const [shown, setShown] = useState<PanelId>(() => panels.front() ?? "task");
  const [visited, setVisited] = useState<ReadonlySet<PanelId>>(() => new Set([shown]));

  useEffect(() => {
    function show(id: PanelId): void {
      setShown(id);
      setVisited((before) => new Set(before).add(id));
    }
    return panels.attach({
      show(id, quiet) {
        show(id);
        if (!quiet) focusPanel(id);
      },
      hide: () => undefined,
      maximise: () => undefined,
      reset: () => show("task"),
      isVisible: (id) => document.querySelector(`[data-pane="${id}"]`)?.checkVisibility() ?? false,
    });
  }, [panels]);

  const stop = stops.find((panes) => panes.includes(shown));
  return (
    <div className="flex h-full min-h-0 flex-col">
      {stop && stop.length > 1 ? (
        <Siblings panes={stop} shown={shown} onShow={(id) => panels.show(id, { quiet: true })} />
      ) : null}
      <div className="relative min-h-0 flex-1">
        {[...visited].map((id) => (
          <div key={id} className={clsx("absolute inset-0", id !== shown && "hidden")}>
            <Pane id={id} />
          </div>
        ))}
      </div>
      <nav
        aria-label={t("layout.panes")}
        className="flex shrink-0 border-t border-line bg-canvas pb-[env(safe-area-inset-bottom)]"
      >
        {stops.map(([first]) => {
          const Icon = panelRegistry[first].icon;
          return (
            <button
              key={first}
              type="button"
              aria-current={stop?.[0] === first ? "page" : undefined}
              onClick={() => panels.show(first, { quiet: true })}
              className={clsx(
                "flex h-12 min-w-0 flex-1 flex-col items-center justify-center gap-0.5 text-xs",
                stop?.[0] === first ? "text-accent-text" : "text-muted",
              )}
            >
              <Icon aria-hidden size={16} />
              <span className="max-w-full truncate">{t(`panels.${first}`)}</span>
            </button>
          );
        })}
      </nav>
    </div>
  );
}

function Siblings({
  panes,
  shown,
  onShow,
}: {
  panes: readonly PanelId[];
  shown: PanelId;
  onShow: (id: PanelId) => void;
}) {
  const t = useTranslations("workspace");
  return (
    <div
      role="tablist"
      aria-label={t("layout.pane")}
      className="flex shrink-0 gap-1 border-b border-line bg-canvas px-2"
    >
      {panes.map((id) => (
        <button
          key={id}
          type="button"
          role="tab"
          aria-selected={id === shown}
          onClick={() => onShow(id)}
          className={clsx(
            "h-9 border-b-2 px-2",
            id === shown ? "border-accent text-text" : "border-transparent text-muted",
          )}
        >
          {t(`panels.${id}`)}
        </button>
      ))}
    </div>
  );
}
