import type { Hub, Viewer } from "#server/sockets/handlers";
import type { WorkspaceId } from "#shared/ids";
import type { Notice, NoticeName } from "#shared/socket/catalogue";

/** A page that does not read is cut off at this many unsent bytes; it comes back and takes a snapshot. */
const MAXIMUM_BUFFERED_BYTES = 16 * 1024 * 1024;

/** A notice with its name, so that the name tells its form. */
export type Published = { [N in NoticeName]: { readonly name: N; readonly notice: Notice<N> } }[NoticeName];

/** The pages that are connected now, by workspace. */
export interface Pages extends Hub {
  /** Adds a page until its signal aborts; `close` must disconnect it. */
  add(workspace: WorkspaceId, viewer: Viewer, close: () => void): void;
  /** The pages of a workspace, for notices that some of them get and others not. */
  of(workspace: WorkspaceId): Iterable<Viewer>;
  /** Hears every notice that is published, whether or not a page gets it. Returns the unsubscriber. */
  tap(listener: (workspace: WorkspaceId, published: Published) => void): () => void;
  /** Calls back when the first page of a workspace comes and after the last one went. Returns the unsubscriber. */
  watch(listener: (workspace: WorkspaceId, present: boolean) => void): () => void;
}

/** An empty room of pages. */
export function createHub(): Pages {
  const rooms = new Map<WorkspaceId, Map<string, { viewer: Viewer; close: () => void }>>();
  const taps = new Set<(workspace: WorkspaceId, published: Published) => void>();
  const listeners = new Set<(workspace: WorkspaceId, present: boolean) => void>();

  function remove(workspace: WorkspaceId, id: string): void {
    const room = rooms.get(workspace);
    if (room === undefined || !room.delete(id) || room.size > 0) return;
    rooms.delete(workspace);
    for (const listener of listeners) listener(workspace, false);
  }

  return {
    add(workspace, viewer, close) {
      const room = rooms.get(workspace) ?? new Map();
      rooms.set(workspace, room);
      room.set(viewer.id, { viewer, close });
      viewer.signal.addEventListener("abort", () => remove(workspace, viewer.id), { once: true });
      if (room.size === 1) for (const listener of listeners) listener(workspace, true);
    },
    publish(workspace, name, notice) {
      for (const { viewer, close } of rooms.get(workspace)?.values() ?? []) {
        if (viewer.buffered() > MAXIMUM_BUFFERED_BYTES) close();
        else viewer.send(name, notice);
      }
      for (const tap of taps) tap(workspace, published(name, notice));
    },
    viewers: (workspace) => rooms.get(workspace)?.size ?? 0,
    *of(workspace) {
      for (const { viewer } of rooms.get(workspace)?.values() ?? []) yield viewer;
    },
    tap(listener) {
      taps.add(listener);
      return () => taps.delete(listener);
    },
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** A name and the notice of that name are a pair of the union; the compiler cannot follow that through a type parameter. */
function published<N extends NoticeName>(name: N, notice: Notice<N>): Published {
  return { name, notice } as Published;
}
