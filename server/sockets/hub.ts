import type { Hub, Viewer } from "#server/sockets/handlers";
import type { WorkspaceId } from "#shared/ids";

/** A page that does not read is cut off at this many unsent bytes; it comes back and takes a snapshot. */
const MAXIMUM_BUFFERED_BYTES = 16 * 1024 * 1024;

/** The pages that are connected now, by workspace. */
export interface Pages extends Hub {
  /** Adds a page until its signal aborts; `close` must disconnect it. */
  add(workspace: WorkspaceId, viewer: Viewer, close: () => void): void;
  /** The pages of a workspace, for notices that some of them get and others not. */
  of(workspace: WorkspaceId): Iterable<Viewer>;
  /** Calls back when the first page of a workspace comes and after the last one went. Returns the unsubscriber. */
  watch(listener: (workspace: WorkspaceId, present: boolean) => void): () => void;
}

/** An empty room of pages. */
export function createHub(): Pages {
  const rooms = new Map<WorkspaceId, Map<string, { viewer: Viewer; close: () => void }>>();
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
    },
    viewers: (workspace) => rooms.get(workspace)?.size ?? 0,
    *of(workspace) {
      for (const { viewer } of rooms.get(workspace)?.values() ?? []) yield viewer;
    },
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
