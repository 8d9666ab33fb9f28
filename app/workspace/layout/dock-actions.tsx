"use client";
import type { IDockviewHeaderActionsProps } from "dockview-react";
import { Maximize2, Minimize2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { IconButton } from "#app/ui/icon-button";

/** The button at the right end of a group's tabs. */
export function DockActions({ api, containerApi, panels }: IDockviewHeaderActionsProps) {
  const t = useTranslations("workspace.layout");
  const [large, setLarge] = useState(() => api.isMaximized());
  useEffect(() => {
    const listening = containerApi.onDidMaximizedGroupChange(() => setLarge(api.isMaximized()));
    return () => listening.dispose();
  }, [api, containerApi]);
  if (panels.length === 0) return null;
  return (
    <div className="flex h-full items-center px-1">
      <IconButton
        size="sm"
        label={large ? t("restore") : t("maximise")}
        icon={large ? <Minimize2 aria-hidden size={13} /> : <Maximize2 aria-hidden size={13} />}
        onClick={() => (large ? api.exitMaximized() : api.maximize())}
      />
    </div>
  );
}
