"use client";
import { useTranslations } from "next-intl";
import { useEffect, useMemo, useState } from "react";
import { wideFrom } from "#app/workspace/layout/default-layout";
import { Dock } from "#app/workspace/layout/dock";
import { createLayoutMemory } from "#app/workspace/layout/layout-memory";
import { panelCommands } from "#app/workspace/layout/panel-commands";
import { Phone } from "#app/workspace/layout/phone";
import { useIsNarrow } from "#app/workspace/layout/window-width";
import { useCommands, useSession } from "#app/workspace/session/session-context";

interface PanesProps {
  readonly userId: string;
  readonly experimentId: string;
  /** What the server remembers of this person's layouts of this experiment, by key. */
  readonly layouts: Readonly<Record<string, unknown>>;
}

/** All panes, arranged for this window as this person likes them in this experiment. */
export function Panes({ userId, experimentId, layouts }: PanesProps) {
  const t = useTranslations("workspace");
  const { panels } = useSession();
  const narrow = useIsNarrow();
  useCommands(() => panelCommands(panels, t), [panels, t]);
  const key = `${experimentId}-${window.innerWidth >= wideFrom ? "wide" : "medium"}`;
  return narrow ? <Phone /> : <RememberedDock userId={userId} layoutKey={key} kept={layouts[key]} />;
}

function RememberedDock({ userId, layoutKey, kept }: { userId: string; layoutKey: string; kept: unknown }) {
  // A window that grows later keeps what it began with.
  const [first] = useState({ layoutKey, kept });
  const memory = useMemo(() => createLayoutMemory(userId, first.layoutKey, first.kept), [userId, first]);
  const remembered = useMemo(() => memory.load(), [memory]);
  useEffect(() => () => memory.dispose(), [memory]);
  return <Dock remembered={remembered} memory={memory} />;
}
