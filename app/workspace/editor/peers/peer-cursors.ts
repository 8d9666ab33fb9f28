import type { editor, IPosition } from "monaco-editor/editor/editor.api.js";
import type { MonacoModule } from "#app/workspace/editor/monaco/load-monaco";

/** Somebody's cursor, as places in the text now. */
export interface PeerPlace {
  readonly page: string;
  readonly name: string;
  /** One of the people's colours. */
  readonly color: number;
  readonly anchor: number;
  readonly head: number;
}

/** Draws others' cursors, selections and names in one editor. */
export interface PeerCursors {
  show(peers: readonly PeerPlace[]): void;
  dispose(): void;
}

/** How long a name stays beside a cursor that does not move. */
const nameMs = 2500;

/** Nothing is drawn until the first `show`; whoever creates it disposes it. */
export function createPeerCursors({ monaco }: MonacoModule, own: editor.ICodeEditor): PeerCursors {
  const selections = own.createDecorationsCollection();
  const flags = new Map<string, Flag>();

  return {
    show(peers) {
      const model = own.getModel();
      if (model === null) return;
      const there = new Set(peers.map(({ page }) => page));
      for (const [page, flag] of flags) {
        if (there.has(page)) continue;
        flag.dispose();
        flags.delete(page);
      }
      for (const peer of peers) {
        const flag = flags.get(peer.page) ?? createFlag(monaco, own, peer);
        flags.set(peer.page, flag);
        flag.put(model.getPositionAt(peer.head));
      }
      selections.set(
        peers
          .filter(({ anchor, head }) => anchor !== head)
          .map(({ anchor, head, color }) => ({
            range: monaco.Range.fromPositions(
              model.getPositionAt(Math.min(anchor, head)),
              model.getPositionAt(Math.max(anchor, head)),
            ),
            options: { className: `peer-selection peer-${color}` },
          })),
      );
    },
    dispose() {
      selections.clear();
      for (const flag of flags.values()) flag.dispose();
      flags.clear();
    },
  };
}

interface Flag {
  put(position: IPosition): void;
  dispose(): void;
}

/** A bar at the cursor with the name on it. The name is text, never markup: people choose it themselves. */
function createFlag(monaco: MonacoModule["monaco"], own: editor.ICodeEditor, { page, name, color }: PeerPlace): Flag {
  const node = document.createElement("div");
  node.className = `peer-cursor peer-${color}`;
  node.setAttribute("aria-hidden", "true");
  const label = document.createElement("span");
  label.textContent = name;
  node.append(label);
  let place: IPosition = { lineNumber: 0, column: 0 };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const widget: editor.IContentWidget = {
    getId: () => `peer.${page}`,
    getDomNode: () => node,
    getPosition: () => ({ position: place, preference: [monaco.editor.ContentWidgetPositionPreference.EXACT] }),
  };
  own.addContentWidget(widget);
  return {
    put(position) {
      if (position.lineNumber === place.lineNumber && position.column === place.column) return;
      place = position;
      node.classList.toggle("peer-below", position.lineNumber === 1);
      node.classList.add("peer-moved");
      clearTimeout(timer);
      timer = setTimeout(() => node.classList.remove("peer-moved"), nameMs);
      own.layoutContentWidget(widget);
    },
    dispose() {
      clearTimeout(timer);
      own.removeContentWidget(widget);
    },
  };
}
