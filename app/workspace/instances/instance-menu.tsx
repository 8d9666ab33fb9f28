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
import type { ReactNode } from "react";
import { useStore } from "zustand";
import { MenuItem, MenuLabel, MenuSeparator } from "#app/ui/menu";
import { act, actionEntries, newestOf, refusalOf } from "#app/workspace/instances/actions";
import type { ActionId } from "#app/workspace/instances/desk";
import { choosePackage } from "#app/workspace/instances/package-upload";
import { useCommandRun, usePreview } from "#app/workspace/instances/use-preview";
import { useMayDrive, useSession, useWorkspace } from "#app/workspace/session/session-context";
import type { InstanceView } from "#shared/views";

/** Everything that can be done with an instance, as the entries of a menu. */
export function InstanceMenu({ instance, asTerminal }: { instance: InstanceView; asTerminal: boolean }) {
  const session = useSession();
  const { desk } = session;
  const mayDrive = useMayDrive();
  const large = useStore(desk, (state) => state.large === instance.name);
  const artifacts = useWorkspace((state) => state.artifacts);
  const newest = newestOf(artifacts);
  const paused = instance.state === "paused";

  function item(id: ActionId, title: string, icon: ReactNode, danger = false) {
    const key = actionEntries.find((one) => one.id === id)?.key;
    return (
      <MenuItem
        icon={icon}
        danger={danger}
        disabled={refusalOf(id, instance, artifacts, mayDrive) !== null}
        {...(key === undefined ? {} : { keys: key })}
        onSelect={() => act(session, id, instance.name)}
      >
        {title}
      </MenuItem>
    );
  }

  return (
    <>
      {mayDrive ? null : <MenuLabel>Only the owner can change things here.</MenuLabel>}
      {mayDrive && instance.locked ? <MenuLabel>It belongs to the lecturer: what runs here is set.</MenuLabel> : null}
      {paused
        ? item("resume", "Resume", <Play aria-hidden size={14} />)
        : item("pause", "Pause", <Pause aria-hidden size={14} />)}
      {item("kill", `Kill ${instance.name}`, <Zap aria-hidden size={14} />)}
      <MenuSeparator />
      {item("deploy", deployTitle(newest?.build?.number), <Upload aria-hidden size={14} />)}
      {item("choose", "Deploy another…", <Upload aria-hidden size={14} />)}
      <MenuItem
        icon={<PackagePlus aria-hidden size={14} />}
        disabled={!mayDrive || instance.locked}
        onSelect={() => choosePackage(session, instance.name)}
      >
        Upload a package…
      </MenuItem>
      {item("launch", "Launch options…", <SlidersHorizontal aria-hidden size={14} />)}
      <MenuSeparator />
      {item(
        "terminal",
        asTerminal ? "Show the console" : "Show a terminal",
        asTerminal ? <FileTerminal aria-hidden size={14} /> : <SquareTerminal aria-hidden size={14} />,
      )}
      {instance.shown
        .filter(({ port }) => instance.listening.some((one) => one.port === port))
        .map(({ port, title }) => (
          <OpenItem key={port} instance={instance} port={port} title={title} />
        ))}
      {item("details", "Details…", <Info aria-hidden size={14} />)}
      <MenuItem icon={<Maximize2 aria-hidden size={14} />} onSelect={() => desk.toggleLarge(instance.name)}>
        {large ? "Show all instances" : "Maximise"}
      </MenuItem>
      <MenuSeparator />
      {item("reset", `Reset ${instance.name}…`, <Trash2 aria-hidden size={14} />, true)}
    </>
  );
}

function OpenItem({ instance, port, title }: { instance: InstanceView; port: number; title: string }) {
  const open = useCommandRun(usePreview(instance.name, port));
  return (
    <MenuItem icon={<ExternalLink aria-hidden size={14} />} onSelect={open}>
      Open {title} (port {port})
    </MenuItem>
  );
}

function deployTitle(number: number | undefined): string {
  return number === undefined ? "Deploy the newest" : `Deploy build ${number}`;
}
