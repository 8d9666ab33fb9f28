"use client";
import {
  ExternalLink,
  FileTerminal,
  Info,
  Maximize2,
  PackagePlus,
  Pause,
  Play,
  SlidersHorizontal,
  SquareTerminal,
  Trash2,
  Upload,
  Zap,
} from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useStore } from "zustand";
import { MenuItem, MenuLabel, MenuSeparator } from "#app/ui/menu";
import { act, keysOf, newestOf, refusalOf } from "#app/workspace/instances/actions";
import type { ActionId } from "#app/workspace/instances/desk";
import { choosePackage } from "#app/workspace/instances/package-upload";
import { useCommandRun, usePreview } from "#app/workspace/instances/use-preview";
import { useMayDrive, useSession, useWorkspace } from "#app/workspace/session/session-context";
import type { InstanceView } from "#shared/views";

/** Everything that can be done with an instance, as the entries of a menu. */
export function InstanceMenu({ instance, asTerminal }: { instance: InstanceView; asTerminal: boolean }) {
  const t = useTranslations("workspace");
  const session = useSession();
  const { desk } = session;
  const mayDrive = useMayDrive();
  const large = useStore(desk, (state) => state.large === instance.name);
  const artifacts = useWorkspace((state) => state.artifacts);
  const newest = newestOf(artifacts);
  const number = newest?.build?.number;
  const deployTitle = number === undefined ? t("instanceMenu.deployNewest") : t("instanceMenu.deployBuild", { number });
  const paused = instance.state === "paused";

  function item(id: ActionId, title: string, icon: ReactNode, danger = false) {
    return (
      <MenuItem
        icon={icon}
        danger={danger}
        disabled={refusalOf(id, instance, artifacts, mayDrive) !== null}
        {...keysOf(id)}
        onSelect={() => act(session, id, instance.name)}
      >
        {title}
      </MenuItem>
    );
  }

  return (
    <>
      {mayDrive ? null : <MenuLabel>{t("instanceMenu.ownerOnly")}</MenuLabel>}
      {mayDrive && instance.locked ? <MenuLabel>{t("instanceMenu.locked")}</MenuLabel> : null}
      {paused
        ? item("resume", t("instanceMenu.resume"), <Play aria-hidden size={14} />)
        : item("pause", t("instanceMenu.pause"), <Pause aria-hidden size={14} />)}
      {item("kill", t("actions.kill", { name: instance.name }), <Zap aria-hidden size={14} />)}
      <MenuSeparator />
      {item("deploy", deployTitle, <Upload aria-hidden size={14} />)}
      {item("choose", t("instanceMenu.deployAnother"), <Upload aria-hidden size={14} />)}
      <MenuItem
        icon={<PackagePlus aria-hidden size={14} />}
        disabled={!mayDrive || instance.locked}
        onSelect={() => choosePackage(session, instance.name)}
      >
        {t("instanceMenu.upload")}
      </MenuItem>
      {item("launch", t("instanceMenu.launch"), <SlidersHorizontal aria-hidden size={14} />)}
      <MenuSeparator />
      {item(
        "terminal",
        asTerminal ? t("instanceMenu.console") : t("instanceMenu.terminal"),
        asTerminal ? <FileTerminal aria-hidden size={14} /> : <SquareTerminal aria-hidden size={14} />,
      )}
      {instance.shown
        .filter(({ port }) => instance.listening.some((one) => one.port === port))
        .map(({ port, title }) => (
          <OpenItem key={port} instance={instance} port={port} title={title} />
        ))}
      {item("details", t("instanceMenu.details"), <Info aria-hidden size={14} />)}
      <MenuItem icon={<Maximize2 aria-hidden size={14} />} onSelect={() => desk.toggleLarge(instance.name)}>
        {large ? t("tile.showAll") : t("instanceMenu.maximise")}
      </MenuItem>
      <MenuSeparator />
      {item("reset", t("instanceMenu.reset", { name: instance.name }), <Trash2 aria-hidden size={14} />, true)}
    </>
  );
}

function OpenItem({ instance, port, title }: { instance: InstanceView; port: number; title: string }) {
  const t = useTranslations("workspace.instanceMenu");
  const open = useCommandRun(usePreview(instance.name, port));
  return (
    <MenuItem icon={<ExternalLink aria-hidden size={14} />} onSelect={open}>
      {t("openPort", { title, port })}
    </MenuItem>
  );
}
