import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import type { Language } from "#app/i18n/languages";
import { asItIs, createTranslation, type SentenceCatalogue, type Translation } from "#app/i18n/sentence-translation";

/** Sentences of one kind in the language of the page. */
export interface SpokenLanguage {
  /** Fetches them; until they are there, and in English always, sentences stay as they are. */
  load(language: Language): Promise<void>;
  /** For code outside of components. */
  now(): Translation;
  useNow(): Translation;
}

/** Sentences whose German is fetched with `german`, once a page speaks it. */
export function createSpokenLanguage(german: () => Promise<{ default: SentenceCatalogue }>): SpokenLanguage {
  const store = createStore<{ readonly language: Language; readonly translation: Translation }>(() => ({
    language: "en",
    translation: asItIs,
  }));
  return {
    async load(language) {
      if (store.getState().language === language) return;
      store.setState({ language, translation: asItIs });
      if (language === "en") return;
      const { default: catalogue } = await german();
      if (store.getState().language === language)
        store.setState({ translation: createTranslation(catalogue, language) });
    },
    now: () => store.getState().translation,
    useNow: () => useStore(store, ({ translation }) => translation),
  };
}
