"use client";
import {
  Ellipsis,
  FileTerminal,
  Maximize2,
  Minimize2,
  Pause,
  Play,
  RotateCw,
  Square,
  SquareTerminal,
  Trash2,
  Zap,
} from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useStore } from "zustand";
import { IconButton } from "#app/ui/icon-button";
import { Menu } from "#app/ui/menu";
import { act, keysOf, refusalOf } from "#app/workspace/instances/actions";
import { ArtifactBadge } from "#app/workspace/instances/artifact-badge";
import type { ActionId } from "#app/workspace/instances/desk";
import { InstanceMenu } from "#app/workspace/instances/instance-menu";
import { InstanceStatus } from "#app/workspace/instances/instance-status";
import { useMayDrive, useSession, useWorkspace } from "#app/workspace/session/session-context";
import { isLive } from "#shared/states";
import type { InstanceView } from "#shared/views";

/** The first row of a tile: name, state, artifact, and the actions one needs most; the others are in the menu. */
export function TileHeader({
  instance,
  number,
  asTerminal,
}: {
  instance: InstanceView;
  number: number;
  asTerminal: boolean;
}) {
  const t = useTranslations("workspace.tile");
  const { desk } = useSession();
  const large = useStore(desk, (state) => state.large === instance.name);
  const live = isLive(instance.state);
  const { name } = instance;
  return (
    <header className="flex h-8 shrink-0 items-center gap-1.5 border-b border-line bg-canvas pr-1 pl-2">
      <h3
        className="max-w-[45%] shrink-0 truncate font-semibold"
        title={`${instance.hostName} · ${instance.address}${number <= 9 ? ` · Alt+${number}` : ""}`}
      >
        {name}
      </h3>
      <InstanceStatus instance={instance} />
      <ArtifactBadge instance={instance} />
      <div className="min-w-0 flex-1" />
      <div className="flex shrink-0 items-center">
        {live ? (
          <ActionButton id="stop" instance={instance} icon={<Square aria-hidden size={12} fill="currentColor" />} />
        ) : (
          <ActionButton id="start" instance={instance} icon={<Play aria-hidden size={14} fill="currentColor" />} />
        )}
        <ActionButton id="restart" instance={instance} icon={<RotateCw aria-hidden size={13} />} />
        <span className="hidden @min-[430px]:inline-flex">
          {instance.state === "paused" ? (
            <ActionButton id="resume" instance={instance} icon={<Play aria-hidden size={13} />} />
          ) : (
            <ActionButton id="pause" instance={instance} icon={<Pause aria-hidden size={13} />} />
          )}
        </span>
        <span className="hidden @min-[430px]:inline-flex">
          <ActionButton id="kill" instance={instance} icon={<Zap aria-hidden size={13} />} />
          <ActionButton id="reset" instance={instance} icon={<Trash2 aria-hidden size={13} />} />
        </span>
        <span className="hidden @min-[330px]:inline-flex">
          <ActionButton
            id="terminal"
            instance={instance}
            label={asTerminal ? t("consoleOf", { name }) : t("terminalOn", { name })}
            pressed={asTerminal}
            icon={asTerminal ? <FileTerminal aria-hidden size={14} /> : <SquareTerminal aria-hidden size={14} />}
          />
        </span>
        <span className="hidden @min-[480px]:inline-flex">
          <IconButton
            size="sm"
            label={large ? t("showAll") : t("maximise", { name })}
            icon={large ? <Minimize2 aria-hidden size={13} /> : <Maximize2 aria-hidden size={13} />}
            onClick={() => desk.toggleLarge(name)}
          />
        </span>
        <Menu
          trigger={<IconButton size="sm" label={t("moreFor", { name })} icon={<Ellipsis aria-hidden size={14} />} />}
        >
          <InstanceMenu instance={instance} asTerminal={asTerminal} />
        </Menu>
      </div>
    </header>
  );
}

function ActionButton({
  id,
  instance,
  icon,
  label,
  pressed,
}: {
  id: ActionId;
  instance: InstanceView;
  icon: ReactNode;
  label?: string;
  pressed?: boolean;
}) {
  const t = useTranslations("workspace");
  const session = useSession();
  const mayDrive = useMayDrive();
  const busy = useStore(session.desk, (state) => state.busy[instance.name] === id);
  const artifacts = useWorkspace((state) => state.artifacts);
  const refusal = refusalOf(id, instance, artifacts, mayDrive);
  return (
    <IconButton
      size="sm"
      label={label ?? t(`actions.${id}`, { name: instance.name })}
      {...keysOf(id)}
      title={refusal === null ? undefined : t(`refusals.${refusal}`)}
      icon={icon}
      busy={busy}
      disabled={refusal !== null}
      {...(pressed === undefined ? {} : { pressed })}
      onClick={() => act(session, id, instance.name)}
    />
  );
}
