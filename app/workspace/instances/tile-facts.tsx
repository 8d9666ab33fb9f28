"use client";
import { ExternalLink } from "lucide-react";
import { Badge } from "#app/ui/badge";
import { useCommandRun, usePreview } from "#app/workspace/instances/use-preview";
import { useWorkspace } from "#app/workspace/session/session-context";
import { isLive } from "#shared/states";
import type { InstanceStats, InstanceView } from "#shared/views";

/** The second row of a tile, when there is room: address, ports, processor and memory. */
export function TileFacts({ instance }: { instance: InstanceView }) {
  const stats = useWorkspace((state) => state.stats[instance.name]);
  return (
    <div className="flex h-5 shrink-0 items-center gap-3 overflow-hidden border-b border-line px-2 text-sm text-muted [@container(max-height:149px)]:hidden">
      <span className="shrink-0 font-mono text-xs" title={`Host name ${instance.hostName}`}>
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
  const listening = new Map(instance.listening.map(({ port, local }) => [port, local]));
  const shown = new Map(instance.shown.map(({ port, title }) => [port, title]));
  const silent = instance.exposed.filter((port) => !listening.has(port));
  return (
    <ul
      aria-label={`Ports of ${instance.name}`}
      className="flex min-w-0 items-center gap-1.5 overflow-hidden whitespace-nowrap"
    >
      {[...listening].map(([port, local]) => (
        <li key={port}>
          {local ? (
            <Badge
              tone="waiting"
              title="Other hosts cannot reach it: the program listens on its own loopback address only."
            >
              {port} only on localhost
            </Badge>
          ) : shown.has(port) ? (
            <OpenPort instance={instance} port={port} title={shown.get(port) ?? ""} />
          ) : (
            <span className="text-running" title={`Something listens on port ${port}`}>
              :{port}
            </span>
          )}
        </li>
      ))}
      {isLive(instance.state)
        ? silent.map((port) => (
            <li
              key={port}
              className="text-faint"
              title={`The experiment expects something on port ${port}; nothing listens yet`}
            >
              <span className="sr-only">nothing on </span>
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
  const open = useCommandRun(usePreview(instance.name, port));
  return (
    <button
      type="button"
      onClick={open}
      title={`Open ${title} in a new tab`}
      className="inline-flex h-4 items-center gap-1 rounded-sm bg-accent-soft px-1 font-medium text-accent-text hover:underline"
    >
      Open :{port} <ExternalLink aria-hidden size={11} />
    </button>
  );
}

const megabyte = 1024 * 1024;

function Meters({ stats }: { stats: InstanceStats }) {
  const memory = stats.memoryLimit > 0 ? stats.memory / stats.memoryLimit : 0;
  return (
    <span className="flex shrink-0 items-center gap-2 tabular-nums">
      <Meter label="CPU" share={stats.cpu} value={`${Math.round(stats.cpu * 100)} %`} />
      <Meter
        label="Memory"
        share={memory}
        value={`${Math.round(stats.memory / megabyte)} MB`}
        title={`${Math.round(stats.memory / megabyte)} of ${Math.round(stats.memoryLimit / megabyte)} MB`}
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
