"use client";
import { LayoutGrid, ListOrdered } from "lucide-react";
import { useTranslations } from "next-intl";
import { useStore } from "zustand";
import { IconButton } from "#app/ui/icon-button";
import { StateMark } from "#app/ui/state-mark";
import { useSession, useWorkspace } from "#app/workspace/session/session-context";
import type { InstanceState } from "#shared/states";

/** How many instances are in which state, and the choice between tiles and one merged console. */
export function InstancesBar() {
  const t = useTranslations("workspace.instances");
  const { desk } = useSession();
  const view = useStore(desk, (state) => state.view);
  return (
    <div className="flex h-7 shrink-0 items-center gap-1 border-b border-line bg-canvas pr-1 pl-2">
      <Counts />
      <div className="flex-1" />
      <IconButton
        size="sm"
        label={t("tiles")}
        pressed={view === "tiles"}
        icon={<LayoutGrid aria-hidden size={13} />}
        onClick={() => desk.setState({ view: "tiles" })}
      />
      <IconButton
        size="sm"
        label={t("merged")}
        pressed={view === "merged"}
        icon={<ListOrdered aria-hidden size={14} />}
        onClick={() => desk.setState({ view: "merged" })}
      />
    </div>
  );
}

const order: readonly InstanceState[] = [
  "running",
  "paused",
  "starting",
  "stopping",
  "failed",
  "exited",
  "ready",
  "empty",
];

function Counts() {
  const t = useTranslations("workspace.instances");
  const instances = useWorkspace((state) => state.instances);
  return (
    <p role="status" aria-label={t("byState")} className="flex min-w-0 gap-3 overflow-hidden text-sm">
      {order.flatMap((state) => {
        const count = instances.filter((instance) => instance.state === state).length;
        return count === 0
          ? []
          : [
              <span key={state} className="inline-flex items-center gap-1">
                <span className="text-muted tabular-nums">{count}</span>
                <StateMark state={state} word className="text-sm" />
              </span>,
            ];
      })}
    </p>
  );
}
