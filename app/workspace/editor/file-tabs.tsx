"use client";
import { Columns2, Maximize2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { IconButton } from "#app/ui/icon-button";
import { FileTabButton } from "#app/workspace/editor/file-tab";
import type { FileGroup } from "#app/workspace/editor/open-files";
import { useSession } from "#app/workspace/session/session-context";

/** The data type under which a dragged tab travels. */
export const tabMime = "application/x-varlab-tab";

/** The row of tabs of one group; a tab can be dragged to another place or group. */
export function FileTabs({ group, last }: { group: FileGroup; last: boolean }) {
  const t = useTranslations("editing");
  const { openFiles, panels } = useSession();
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (group.active !== null)
      row.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [group.active]);

  function drop(event: React.DragEvent, before: string | null): void {
    const data = event.dataTransfer.getData(tabMime);
    if (data === "") return;
    event.preventDefault();
    event.stopPropagation();
    const [from, ...path] = data.split(":");
    openFiles.move(path.join(":"), Number(from), group.id, before);
  }

  return (
    <div className="flex h-8 shrink-0 items-stretch border-b border-line bg-canvas">
      <div
        ref={row}
        role="tablist"
        aria-label={t("tabs.title")}
        className="flex min-w-0 flex-1 overflow-x-auto [scrollbar-width:none]"
        onDragOver={(event) => event.dataTransfer.types.includes(tabMime) && event.preventDefault()}
        onDrop={(event) => drop(event, null)}
        onWheel={(event) => {
          event.currentTarget.scrollLeft += event.deltaY;
        }}
      >
        {group.tabs.map((tab) => (
          <FileTabButton key={tab.path} tab={tab} group={group} onDrop={(event) => drop(event, tab.path)} />
        ))}
      </div>
      {group.active === null || !last ? null : (
        <div className="flex shrink-0 items-center px-1 max-sm:hidden">
          <IconButton
            size="sm"
            label={t("editor.split")}
            keys="Ctrl+\"
            icon={<Columns2 aria-hidden size={14} />}
            onClick={() => openFiles.split()}
          />
          <IconButton
            size="sm"
            label={t("editor.maximise")}
            icon={<Maximize2 aria-hidden size={13} />}
            onClick={() => panels.maximise("editors")}
          />
        </div>
      )}
    </div>
  );
}
