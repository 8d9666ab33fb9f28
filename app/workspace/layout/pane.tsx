"use client";
import { useTranslations } from "next-intl";
import { panelRegistry } from "#app/workspace/layout/panel-registry";
import type { PanelId } from "#app/workspace/layout/panels";
import { useSession } from "#app/workspace/session/session-context";

/** One pane as a named region; remembers that it had the focus last. */
export function Pane({ id }: { id: PanelId }) {
  const t = useTranslations("workspace.panels");
  const { panels } = useSession();
  const { component: Content } = panelRegistry[id];
  return (
    <section
      aria-label={t(id)}
      data-pane={id}
      tabIndex={-1}
      onFocusCapture={() => panels.enter(id)}
      onPointerDownCapture={() => panels.enter(id)}
      className="flex h-full min-h-0 flex-col overflow-hidden bg-surface outline-none"
    >
      <Content />
    </section>
  );
}
