import type { Language } from "#app/i18n/languages";
import { createSpokenLanguage } from "#app/i18n/spoken-language";

const servers = createSpokenLanguage(() => import("./de/sentences.json"));

/** Fetches what the servers' sentences are in this language. */
export function loadSentences(language: Language): Promise<void> {
  return servers.load(language);
}

/** A sentence that a server has said, in the reader's language, for code outside of components. */
export function inReadersLanguage(sentence: string): string {
  return servers.now().spoken(sentence);
}

/** Answers what translates the sentences that a server has said: why a call failed, what an instance waits for, what a check saw. */
export function useSentence(): (sentence: string) => string {
  return servers.useNow().spoken;
}

/** The same for places where a lecturer's words stand beside ours: only what is wholly ours is translated. */
export function useOwnSentence(): (sentence: string) => string {
  return servers.useNow().exactly;
}
