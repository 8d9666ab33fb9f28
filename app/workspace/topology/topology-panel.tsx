"use client";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import type { Translator } from "#app/i18n/translator";
import { EmptyState } from "#app/ui/empty-state";
import { useWorkspace } from "#app/workspace/session/session-context";
import { arrange } from "#app/workspace/topology/arrangement";
import { BrowserBox } from "#app/workspace/topology/browser-box";
import { BusLines } from "#app/workspace/topology/bus-lines";
import { describeTopology } from "#app/workspace/topology/description";
import { HostBox } from "#app/workspace/topology/host-box";
import { useWidth } from "#app/workspace/topology/use-width";
import type { InstanceView } from "#shared/views";

/** What the line between the hosts stands for. */
function networkLabel(
  instances: readonly InstanceView[],
  subnet: string | undefined,
  t: Translator<"workspace">,
): string {
  return instances.some((instance) => instance.networks !== undefined)
    ? t("topology.several")
    : t("topology.network", { subnet: subnet ?? "" });
}

/** Who is where: the hosts on their network, which ports listen, what the browser may open. */
export function TopologyPanel() {
  const t = useTranslations("workspace");
  const states = useTranslations("ui.states");
  const instances = useWorkspace((state) => state.instances);
  const subnet = useWorkspace((state) => state.workspace?.subnet);
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box, 480);
  const plan = arrange(instances, width);
  return (
    <div ref={box} className="h-full overflow-y-auto bg-surface">
      {instances.length === 0 ? (
        <EmptyState className="h-full" title={t("topology.none")} />
      ) : (
        <div className="relative mx-auto" style={{ width: plan.width, height: plan.height }}>
          <BusLines plan={plan} instances={instances} />
          <p className="sr-only">{describeTopology(instances, subnet, t, states)}</p>
          {plan.rows.map((row) => (
            <p
              key={row.busY}
              aria-hidden
              className="absolute text-xs text-muted"
              style={{ left: 12, top: row.busY - 19 }}
            >
              {row.index === 0 ? networkLabel(instances, subnet, t) : ""}
            </p>
          ))}
          <BrowserBox at={plan.browser}>{t("topology.browser")}</BrowserBox>
          {plan.hosts.map((host) => {
            const instance = instances[host.index];
            return instance === undefined ? null : <HostBox key={instance.name} host={host} instance={instance} />;
          })}
        </div>
      )}
    </div>
  );
}
