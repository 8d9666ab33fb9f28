"use client";
import { useSyncExternalStore } from "react";

/** Below this width a table has no room. */
const query = "(width < 720px)";

/** Whether the window is a phone's, live. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const media = matchMedia(query);
      media.addEventListener("change", changed);
      return () => media.removeEventListener("change", changed);
    },
    () => matchMedia(query).matches,
    () => false,
  );
}
