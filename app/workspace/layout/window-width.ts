"use client";
import { useSyncExternalStore } from "react";
import { narrowBelow } from "#app/workspace/layout/default-layout";

const query = `(width < ${narrowBelow}px)`;

/** Whether the window is a phone's, live. */
export function useIsNarrow(): boolean {
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
