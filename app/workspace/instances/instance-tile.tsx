"use client";
import { clsx } from "clsx";
import { PackagePlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useStore } from "zustand";
import { uploadPackage } from "#app/workspace/instances/package-upload";
import { TileBody } from "#app/workspace/instances/tile-body";
import { TileFacts } from "#app/workspace/instances/tile-facts";
import { TileHeader } from "#app/workspace/instances/tile-header";
import { TileNotices } from "#app/workspace/instances/tile-notices";
import { useMayDrive, useSession } from "#app/workspace/session/session-context";
import { isLive } from "#shared/states";
import type { InstanceView } from "#shared/views";

/** One instance: what it is, how it is, what can be done with it; its body is the console or a terminal. */
export function InstanceTile({
  instance,
  number,
  columns,
}: {
  instance: InstanceView;
  /** Its place, from 1: Alt and this digit go there. */
  number: number;
  /** Columns of the grid that it fills. */
  columns: number;
}) {
  const t = useTranslations("workspace.instances");
  const session = useSession();
  const { desk } = session;
  const mayDrive = useMayDrive();
  const asTerminal = useStore(desk, (state) => state.terminals.has(instance.name));
  const [over, setOver] = useState(false);
  const droppable = mayDrive && !instance.locked;

  return (
    <section
      aria-label={t("instance", { name: instance.name })}
      data-instance={instance.name}
      tabIndex={-1}
      style={columns > 1 ? { gridColumn: `span ${columns}` } : undefined}
      className="group/tile @container relative flex min-h-0 min-w-0 flex-col bg-surface outline-none [container-type:size] after:pointer-events-none after:absolute after:inset-0 after:z-10 after:border after:border-transparent focus-within:after:border-accent"
      onFocusCapture={() => desk.setState({ active: instance.name })}
      onPointerDownCapture={() => desk.setState({ active: instance.name })}
      onDragOver={(event) => {
        if (!droppable || !event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = "copy";
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))) setOver(false);
      }}
      onDrop={(event) => {
        setOver(false);
        const [file] = event.dataTransfer.files;
        if (!droppable || file === undefined) return;
        event.preventDefault();
        void uploadPackage(session, instance.name, file);
      }}
    >
      <TileHeader instance={instance} number={number} asTerminal={asTerminal} />
      <TileFacts instance={instance} />
      <TileNotices instance={instance} />
      <TileBody instance={instance} asTerminal={asTerminal} />
      {over ? <DropHint instance={instance} /> : null}
    </section>
  );
}

function DropHint({ instance }: { instance: InstanceView }) {
  const t = useTranslations("workspace.tile");
  return (
    <div
      className={clsx(
        "pointer-events-none absolute inset-1 z-10 flex flex-col items-center justify-center gap-1 rounded-md border-2 border-dashed border-accent bg-accent-soft text-accent-text",
      )}
    >
      <PackagePlus aria-hidden size={20} />
      <p className="font-medium">{t("dropTitle", { name: instance.name })}</p>
      <p className="text-sm">{isLive(instance.state) ? t("dropLive") : t("dropIdle")}</p>
    </div>
  );
}
