"use client";
import { ExternalLink } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "#app/ui/badge";
import { useCommandRun, usePreview } from "#app/workspace/instances/use-preview";
import { useWorkspace } from "#app/workspace/session/session-context";
import { isLive } from "#shared/states";
import type { InstanceStats, InstanceView } from "#shared/views";

/** The second row of a tile, when there is room: address, ports, processor and memory. */
export function TileFacts({ instance }: { instance: InstanceView }) {
  const t = useTranslations("workspace.tile");
  const stats = useWorkspace((state) => state.stats[instance.name]);
  return (
    <div className="flex h-5 shrink-0 items-center gap-3 overflow-hidden border-b border-line px-2 text-sm text-muted [@container(max-height:149px)]:hidden">
      <span className="shrink-0 font-mono text-xs" title={t("hostName", { name: instance.hostName })}>
        {instance.hostName === instance.name ? "" : `${instance.hostName} · `}
        {instance.address}
      </span>
      <Ports instance={instance} />
      <div className="flex-1" />
      {stats !== undefined && instance.machine !== "off" ? <Meters stats={stats} /> : null}
    </div>
  );
}

/** What listens now, what is only declared, and what the browser may open. */
export function Ports({ instance }: { instance: InstanceView }) {
  const t = useTranslations("workspace.tile");
  const listening = new Map(instance.listening.map(({ port, local }) => [port, local]));
  const shown = new Map(instance.shown.map(({ port, title }) => [port, title]));
  const silent = instance.exposed.filter((port) => !listening.has(port));
  return (
    <ul
      aria-label={t("portsOf", { name: instance.name })}
      className="flex min-w-0 items-center gap-1.5 overflow-hidden whitespace-nowrap"
    >
      {[...listening].map(([port, local]) => (
        <li key={port}>
          {local ? (
            <Badge tone="waiting" title={t("localOnlyHint")}>
              {t("localOnly", { port })}
            </Badge>
          ) : shown.has(port) ? (
            <OpenPort instance={instance} port={port} title={shown.get(port) ?? ""} />
          ) : (
            <span className="text-running" title={t("listens", { port })}>
              :{port}
            </span>
          )}
        </li>
      ))}
      {isLive(instance.state)
        ? silent.map((port) => (
            <li key={port} className="text-faint" title={t("expected", { port })}>
              <span className="sr-only">{t("nothingOn")} </span>
              <s aria-hidden className="no-underline">
                ○
              </s>{" "}
              {port}
            </li>
          ))
        : null}
    </ul>
  );
}

function OpenPort({ instance, port, title }: { instance: InstanceView; port: number; title: string }) {
  const t = useTranslations("workspace.tile");
  const open = useCommandRun(usePreview(instance.name, port));
  return (
    <button
      type="button"
      onClick={open}
      title={t("openInTab", { title })}
      className="inline-flex h-4 items-center gap-1 rounded-sm bg-accent-soft px-1 font-medium text-accent-text hover:underline"
    >
      {t("openPort", { port })} <ExternalLink aria-hidden size={11} />
    </button>
  );
}

const megabyte = 1024 * 1024;

function Meters({ stats }: { stats: InstanceStats }) {
  const t = useTranslations("workspace.tile");
  const memory = stats.memoryLimit > 0 ? stats.memory / stats.memoryLimit : 0;
  return (
    <span className="flex shrink-0 items-center gap-2 tabular-nums">
      <Meter label={t("cpu")} share={stats.cpu} value={`${Math.round(stats.cpu * 100)} %`} />
      <Meter
        label={t("memory")}
        share={memory}
        value={`${Math.round(stats.memory / megabyte)} MB`}
        title={t("memoryOf", {
          used: Math.round(stats.memory / megabyte),
          limit: Math.round(stats.memoryLimit / megabyte),
        })}
      />
    </span>
  );
}

function Meter({ label, share, value, title }: { label: string; share: number; value: string; title?: string }) {
  const bounded = Math.max(0, Math.min(1, share));
  return (
    <span className="flex items-center gap-1" title={`${label} ${title ?? value}`}>
      <span className="sr-only">{label}</span>
      <span aria-hidden className="h-1.5 w-8 overflow-hidden rounded-full bg-hover">
        <span
          className={bounded > 0.9 ? "block h-full bg-failed" : "block h-full bg-stopped"}
          style={{ width: `${Math.max(bounded * 100, bounded > 0 ? 4 : 0)}%` }}
        />
      </span>
      <span className="min-w-[5ch] text-right text-xs">{value}</span>
    </span>
  );
}
