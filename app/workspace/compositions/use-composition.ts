"use client";
import { useEffect, useState } from "react";
import { useSession } from "#app/workspace/session/session-context";
import type { CompositionView } from "#shared/views";

/** How far Up and Down are; null until it was heard. */
export function useComposition(): CompositionView | null {
  const { connection } = useSession();
  const [view, setView] = useState<CompositionView | null>(null);
  useEffect(() => {
    // The workspace's own call says what is wrong when the connection fails.
    const ask = () => void connection.call("composition:look", {}).then(setView, () => undefined);
    const ends = [connection.on("composition:changed", setView), connection.onOnline(ask)];
    ask();
    return () => {
      for (const end of ends) end();
    };
  }, [connection]);
  return view;
}
