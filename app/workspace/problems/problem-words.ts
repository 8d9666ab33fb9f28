"use client";
import { useCallback } from "react";
import { useDraftLanguage, useDraftSentence } from "#app/authoring/draft-sentences";
import { useSentence } from "#app/i18n/sentences";
import { useWorkspace } from "#app/workspace/session/session-context";
import type { Diagnostic } from "#shared/views";

/** Who speaks in our own sentences; a compiler's words stay as they are. */
const ours: ReadonlySet<string> = new Set(["Dockerfile", "Compose"]);

/** Answers what says a problem in the reader's language where it is ours: one of a Dockerfile or of a Compose file. */
export function useProblemWords(): (problem: Diagnostic) => string {
  useDraftLanguage(useWorkspace((state) => state.workspace?.composed !== undefined));
  const ofReaders = useDraftSentence();
  const ofServers = useSentence();
  return useCallback(
    ({ message, source }) => (ours.has(source) ? ofServers(ofReaders(message)) : message),
    [ofReaders, ofServers],
  );
}
