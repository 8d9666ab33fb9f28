"use client";
import { panelRegistry } from "#app/workspace/layout/panel-registry";
import type { PanelId } from "#app/workspace/layout/panels";
import { useSession } from "#app/workspace/session/session-context";

/** One pane as a named region; remembers that it had the focus last. */
export function Pane({ id }: { id: PanelId }) {
  const { panels } = useSession();
  const { title, component: Content } = panelRegistry[id];
  return (
    <section
      aria-label={title}
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
