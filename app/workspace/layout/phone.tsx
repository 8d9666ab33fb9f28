"use client";
import { clsx } from "clsx";
import { useEffect, useState } from "react";
import { Pane } from "#app/workspace/layout/pane";
import { panelRegistry } from "#app/workspace/layout/panel-registry";
import { focusPanel, type PanelId } from "#app/workspace/layout/panels";
import { useSession } from "#app/workspace/session/session-context";

/** A phone's tab bar: each entry is one pane, or a few that share it. */
const stops: readonly { readonly title: string; readonly panes: readonly PanelId[] }[] = [
  { title: "Task", panes: ["task", "submission"] },
  { title: "Files", panes: ["files", "find"] },
  { title: "Editor", panes: ["editors"] },
  { title: "Build", panes: ["build", "problems", "checks", "builds"] },
  { title: "Instances", panes: ["instances", "topology"] },
  { title: "Terminal", panes: ["terminal"] },
];

/** The panes one at a time over a bar at the bottom; a pane that was shown once stays alive. */
export function Phone() {
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

  const stop = stops.find((one) => one.panes.includes(shown));
  return (
    <div className="flex h-full min-h-0 flex-col">
      {stop && stop.panes.length > 1 ? (
        <Siblings panes={stop.panes} shown={shown} onShow={(id) => panels.show(id, { quiet: true })} />
      ) : null}
      <div className="relative min-h-0 flex-1">
        {[...visited].map((id) => (
          <div key={id} className={clsx("absolute inset-0", id !== shown && "hidden")}>
            <Pane id={id} />
          </div>
        ))}
      </div>
      <nav aria-label="Panes" className="flex shrink-0 border-t border-line bg-canvas pb-[env(safe-area-inset-bottom)]">
        {stops.map(({ title, panes }) => {
          const first = panes[0] ?? "task";
          const Icon = panelRegistry[first].icon;
          return (
            <button
              key={title}
              type="button"
              aria-current={stop?.title === title ? "page" : undefined}
              onClick={() => panels.show(first, { quiet: true })}
              className={clsx(
                "flex h-12 min-w-0 flex-1 flex-col items-center justify-center gap-0.5 text-xs",
                stop?.title === title ? "text-accent-text" : "text-muted",
              )}
            >
              <Icon aria-hidden size={16} />
              <span className="max-w-full truncate">{title}</span>
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
  return (
    <div role="tablist" aria-label="Pane" className="flex shrink-0 gap-1 border-b border-line bg-canvas px-2">
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
          {panelRegistry[id].title}
        </button>
      ))}
    </div>
  );
}
