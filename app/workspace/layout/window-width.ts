"use client";
import { useSyncExternalStore } from "react";
import { narrowBelow } from "#app/workspace/layout/default-layout";

/** Whether the window is narrower than this, live; a phone's unless said otherwise. */
export function useIsNarrow(below: number = narrowBelow): boolean {
  const query = `(width < ${below}px)`;
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
