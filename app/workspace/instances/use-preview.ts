"use client";
import { useSession } from "#app/workspace/session/session-context";
import type { InstanceName } from "#shared/ids";

/** Opens a shown port in a tab of its own; the tab is opened with the click, since browsers refuse it later. */
export function usePreview(name: InstanceName, port: number): () => Promise<void> {
  const { connection } = useSession();
  return async () => {
    const tab = window.open("about:blank", "_blank");
    try {
      const { url } = await connection.call("preview:open", { name, port });
      if (tab === null) {
        window.location.assign(url);
        return;
      }
      tab.opener = null;
      tab.location.replace(url);
    } catch (error) {
      tab?.close();
      throw error;
    }
  };
}

/** Makes a click handler of something that may fail. */
export function useCommandRun(work: () => Promise<void>): () => void {
  const { commands } = useSession();
  return () => void work().catch(commands.report);
}
