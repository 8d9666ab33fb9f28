"use client";
import { Globe } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { EmptyState } from "#app/ui/empty-state";
import { useWorkspace } from "#app/workspace/session/session-context";
import { arrange } from "#app/workspace/topology/arrangement";
import { BusLines } from "#app/workspace/topology/bus-lines";
import { describeTopology } from "#app/workspace/topology/description";
import { HostBox } from "#app/workspace/topology/host-box";
import type { InstanceView } from "#shared/views";

/** What the line between the hosts stands for. */
function networkLabel(instances: readonly InstanceView[], subnet: string | undefined): string {
  return instances.some((instance) => instance.networks !== undefined)
    ? "several networks: each host says its own"
    : `network ${subnet ?? ""}`;
}

/** Who is where: the hosts on their network, which ports listen, what the browser may open. */
export function TopologyPanel() {
  const instances = useWorkspace((state) => state.instances);
  const subnet = useWorkspace((state) => state.workspace?.subnet);
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(480);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry && entry.contentRect.width > 0) setWidth(entry.contentRect.width);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const plan = arrange(instances, width);
  return (
    <div ref={box} className="h-full overflow-y-auto bg-surface">
      {instances.length === 0 ? (
        <EmptyState className="h-full" title="No instances yet" />
      ) : (
        <div className="relative mx-auto" style={{ width: plan.width, height: plan.height }}>
          <BusLines plan={plan} instances={instances} />
          <p className="sr-only">{describeTopology(instances, subnet)}</p>
          {plan.rows.map((row) => (
            <p
              key={row.busY}
              aria-hidden
              className="absolute text-xs text-muted"
              style={{ left: 12, top: row.busY - 19 }}
            >
              {row.index === 0 ? networkLabel(instances, subnet) : ""}
            </p>
          ))}
          {plan.browser === null ? null : (
            <p
              aria-hidden
              className="absolute flex items-center gap-1 rounded-md border border-accent bg-accent-soft px-2 text-sm text-accent-text"
              style={{
                left: plan.browser.x,
                top: plan.browser.y,
                width: plan.browser.width,
                height: plan.browser.height,
              }}
            >
              <Globe aria-hidden size={13} /> your browser
            </p>
          )}
          {plan.hosts.map((host) => {
            const instance = instances[host.index];
            return instance === undefined ? null : <HostBox key={instance.name} host={host} instance={instance} />;
          })}
        </div>
      )}
    </div>
  );
}
