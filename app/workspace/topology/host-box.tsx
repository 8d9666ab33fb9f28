"use client";
import { clsx } from "clsx";
import { Lock } from "lucide-react";
import { useTranslations } from "next-intl";
import { StateMark } from "#app/ui/state-mark";
import { goTo } from "#app/workspace/instances/instance-commands";
import { useCommandRun, usePreview } from "#app/workspace/instances/use-preview";
import { useSession } from "#app/workspace/session/session-context";
import type { Box } from "#app/workspace/topology/arrangement";
import { isLive } from "#shared/states";
import type { InstanceView } from "#shared/views";

/** One host: a click goes to its tile, a shown port opens in a new tab. */
export function HostBox({ host, instance }: { host: Box; instance: InstanceView }) {
  const t = useTranslations("workspace");
  const session = useSession();
  const live = isLive(instance.state);
  return (
    <div
      className={clsx(
        "absolute flex flex-col overflow-hidden rounded-md border bg-raised",
        instance.state === "paused"
          ? "border-waiting"
          : live
            ? "border-running"
            : instance.state === "failed"
              ? "border-failed"
              : "border-line-strong",
        instance.state === "empty" && "border-dashed",
      )}
      style={{ left: host.x, top: host.y, width: host.width, height: host.height }}
    >
      <button
        type="button"
        title={t("instances.goTo", { name: instance.name })}
        onClick={() => goTo(session, instance.name)}
        className="min-w-0 px-2 pt-1 text-left hover:bg-hover"
      >
        <span className="flex items-center gap-1.5">
          <StateMark state={instance.state} />
          <span className="truncate font-medium">{instance.name}</span>
          {instance.locked ? (
            <Lock aria-label={t("topology.lecturers")} size={11} className="shrink-0 text-faint" />
          ) : null}
        </span>
        <span className="block truncate font-mono text-xs text-muted">
          {[instance.address, instance.networks?.join(" + ")].filter((part) => part !== undefined).join(" ")}
        </span>
      </button>
      <Sockets instance={instance} />
    </div>
  );
}

function Sockets({ instance }: { instance: InstanceView }) {
  const t = useTranslations("workspace.topology");
  const shown = new Map(instance.shown.map(({ port, title }) => [port, title]));
  const waiting = instance.exposed.filter((port) => !instance.listening.some((one) => one.port === port));
  return (
    <div className="flex min-h-0 flex-1 items-center gap-1.5 overflow-hidden px-2 font-mono text-xs whitespace-nowrap">
      {instance.listening.map(({ port, local }) =>
        !local && shown.has(port) ? (
          <ShownPort key={port} instance={instance} port={port} title={shown.get(port) ?? ""} />
        ) : (
          <span
            key={port}
            className={local ? "text-waiting" : "text-running"}
            title={t(local ? "localOnly" : "listens", { port })}
          >
            {local ? `${port} localhost` : `:${port}`}
          </span>
        ),
      )}
      {waiting.map((port) => (
        <span key={port} className="text-faint" title={t("nothingYet", { port })}>
          ○{port}
        </span>
      ))}
    </div>
  );
}

function ShownPort({ instance, port, title }: { instance: InstanceView; port: number; title: string }) {
  const t = useTranslations("workspace");
  const open = useCommandRun(usePreview(instance.name, port));
  return (
    <button
      type="button"
      aria-label={t("topology.openPort", { title, port, name: instance.name })}
      title={t("tile.openInTab", { title })}
      onClick={open}
      className="rounded-sm bg-accent-soft px-1 text-accent-text hover:underline"
    >
      :{port} ↗
    </button>
  );
}
