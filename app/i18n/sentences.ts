import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import type { Language } from "#app/i18n/languages";
import { createTranslation, type Translate } from "#app/i18n/sentence-translation";

const asItIs: Translate = (sentence) => sentence;
const spoken = createStore<{ readonly language: Language; readonly translate: Translate }>(() => ({
  language: "en",
  translate: asItIs,
}));

/** Fetches what the servers' sentences are in this language; until it is there, and in English always, they stay as they are. */
export async function loadSentences(language: Language): Promise<void> {
  if (spoken.getState().language === language) return;
  spoken.setState({ language, translate: asItIs });
  if (language === "en") return;
  const { default: catalogue } = await import("./de/sentences.json");
  if (spoken.getState().language === language) spoken.setState({ translate: createTranslation(catalogue, language) });
}

/** A sentence that a server has said, in the reader's language, for code outside of components. */
export function inReadersLanguage(sentence: string): string {
  return spoken.getState().translate(sentence);
}

/** Answers what translates the sentences that a server has said: why a call failed, what an instance waits for, what a check saw. */
export function useSentence(): Translate {
  return useStore(spoken, ({ translate }) => translate);
}
