"use client";
import { useEffect, useMemo, useState } from "react";
import { wideFrom } from "#app/workspace/layout/default-layout";
import { Dock } from "#app/workspace/layout/dock";
import { createLayoutMemory } from "#app/workspace/layout/layout-memory";
import { panelCommands } from "#app/workspace/layout/panel-commands";
import { Phone } from "#app/workspace/layout/phone";
import { useIsNarrow } from "#app/workspace/layout/window-width";
import { useCommands, useSession } from "#app/workspace/session/session-context";

/** All panes, arranged for this window as this person likes them in this experiment. */
export function Panes({ userId, experimentId }: { userId: string; experimentId: string }) {
  const { panels } = useSession();
  const narrow = useIsNarrow();
  useCommands(() => panelCommands(panels), [panels]);
  return narrow ? (
    <Phone />
  ) : (
    <RememberedDock
      userId={userId}
      layoutKey={`${experimentId}-${window.innerWidth >= wideFrom ? "wide" : "medium"}`}
    />
  );
}

function RememberedDock({ userId, layoutKey }: { userId: string; layoutKey: string }) {
  const [key] = useState(layoutKey);
  const memory = useMemo(() => createLayoutMemory(userId, key), [userId, key]);
  const [loaded, setLoaded] = useState<{ readonly layout: unknown } | null>(null);
  useEffect(() => {
    let current = true;
    memory.load().then((layout) => {
      if (current) setLoaded({ layout });
    });
    return () => {
      current = false;
      memory.dispose();
    };
  }, [memory]);
  return loaded === null ? null : <Dock remembered={loaded.layout} memory={memory} />;
}
