"use client";
import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import type { Plan } from "#app/workspace/topology/arrangement";
import { isLive } from "#shared/states";
import type { InstanceView } from "#shared/views";

/** The network as a line, the hosts hanging on it, who starts after whom, and the arrows to the browser. */
export function BusLines({ plan, instances }: { plan: Plan; instances: readonly InstanceView[] }) {
  return (
    <svg aria-hidden className="absolute inset-0" width={plan.width} height={plan.height}>
      <defs>
        <marker id="topology-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
          <path d="M0 0L8 4L0 8z" className="fill-accent-text" />
        </marker>
      </defs>
      {plan.rows.map((row) => (
        <path
          key={row.busY}
          d={`M${row.from} ${row.busY}H${row.to}`}
          className="stroke-line-strong"
          strokeWidth={2.5}
          strokeLinecap="round"
        />
      ))}
      {plan.rows.slice(1).map((row, index) => (
        <path
          key={row.busY}
          d={`M${row.from} ${plan.rows[index]?.busY ?? 0}V${row.busY}`}
          className="stroke-line-strong"
          strokeWidth={2.5}
        />
      ))}
      {plan.hosts.map((host) => {
        const instance = instances[host.index];
        const busY = plan.rows[host.row]?.busY ?? 0;
        const live = instance !== undefined && isLive(instance.state);
        return (
          <path
            key={host.index}
            d={`M${host.x + host.width / 2} ${busY}V${host.y}`}
            className={live ? "stroke-running" : "stroke-line-strong"}
            strokeWidth={live ? 2 : 1.25}
          />
        );
      })}
      <Dependencies plan={plan} instances={instances} />
      <Shown plan={plan} instances={instances} />
    </svg>
  );
}

function Dependencies({ plan, instances }: { plan: Plan; instances: readonly InstanceView[] }) {
  const t = useTranslations("workspace.topology");
  return instances.flatMap((instance, index) =>
    instance.dependsOn.map((name) => {
      const from = plan.hosts[index];
      const to = plan.hosts[instances.findIndex((other) => other.name === name)];
      if (from === undefined || to === undefined || from.row !== to.row) return null;
      const y = from.y + from.height;
      const start = from.x + from.width / 2 - 6;
      const end = to.x + to.width / 2 + 6;
      const sag = 10 + Math.min(10, Math.abs(start - end) / 40);
      return (
        <path
          key={`${instance.name}-${name}`}
          d={`M${start} ${y}C${start} ${y + sag} ${end} ${y + sag} ${end} ${y + 1}`}
          fill="none"
          strokeDasharray="2 3"
          className="stroke-faint"
        >
          <title>{t("startsAfter", { name: instance.name, other: name })}</title>
        </path>
      );
    }),
  );
}

function Shown({ plan, instances }: { plan: Plan; instances: readonly InstanceView[] }) {
  const { browser } = plan;
  if (browser === null) return null;
  const middle = browser.y + browser.height / 2;
  return plan.hosts.flatMap((host) => {
    const instance = instances[host.index];
    if (instance === undefined || instance.shown.length === 0 || host.row > 0) return [];
    const open = instance.shown.some(({ port }) => instance.listening.some((one) => one.port === port && !one.local));
    const x = Math.min(host.x + host.width - 14, browser.x - 16);
    return [
      <path
        key={instance.name}
        d={`M${x} ${host.y}V${middle + 6}Q${x} ${middle} ${x + 6} ${middle}H${browser.x - 3}`}
        fill="none"
        markerEnd={open ? "url(#topology-arrow)" : undefined}
        strokeDasharray={open ? undefined : "3 3"}
        className={clsx(open ? "stroke-accent-text" : "stroke-faint")}
        strokeWidth={1.5}
      />,
    ];
  });
}
