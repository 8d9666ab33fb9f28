"use client";
import { Container } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import { EmptyState } from "#app/ui/empty-state";
import { Waiting } from "#app/ui/waiting";
import { NothingUp } from "#app/workspace/compositions/nothing-up";
import { MergedConsole } from "#app/workspace/consoles/merged-console";
import { InstanceTile } from "#app/workspace/instances/instance-tile";
import { InstancesBar } from "#app/workspace/instances/instances-bar";
import { columnsFor, lowest } from "#app/workspace/instances/tile-grid";
import { useSession, useWorkspace } from "#app/workspace/session/session-context";
import type { InstanceView } from "#shared/views";

/** The instances of the experiment as tiles that fill the pane, or all consoles in one. */
export function InstancesPanel() {
  const t = useTranslations("workspace.instances");
  const { desk } = useSession();
  const loaded = useWorkspace((state) => state.workspace !== null);
  const instances = useWorkspace((state) => state.instances);
  const studentComposes = useWorkspace((state) => state.workspace?.composed === "student");
  const view = useStore(desk, (state) => state.view);
  const large = useStore(desk, (state) => state.large);
  if (!loaded) return <Waiting stage={t("looking")} className="h-full" />;
  if (instances.length === 0 && studentComposes) return <NothingUp />;
  if (instances.length === 0) {
    return (
      <EmptyState className="h-full" icon={<Container aria-hidden size={24} />} title={t("none")}>
        {t("noneHint")}
      </EmptyState>
    );
  }
  const alone = instances.filter(({ name }) => name === large);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <InstancesBar />
      {view === "merged" ? <MergedConsole /> : <TileGrid instances={alone.length > 0 ? alone : instances} />}
    </div>
  );
}

function TileGrid({ instances }: { instances: readonly InstanceView[] }) {
  const box = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width: 500, height: 600 });
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry && entry.contentRect.width > 0) setSize(entry.contentRect);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const columns = columnsFor(instances.length, size.width, size.height);
  const missing = columns * Math.ceil(instances.length / columns) - instances.length;
  return (
    <div
      ref={box}
      className="grid min-h-0 flex-1 gap-px overflow-y-auto bg-line"
      style={{
        gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
        gridAutoRows: `minmax(${lowest}px, 1fr)`,
      }}
    >
      {instances.map((instance, index) => (
        <InstanceTile
          key={instance.name}
          instance={instance}
          number={index + 1}
          columns={index === instances.length - 1 ? 1 + missing : 1}
        />
      ))}
    </div>
  );
}
