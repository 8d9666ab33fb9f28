import { useLocale } from "next-intl";
import { useEffect } from "react";
import { createSpokenLanguage } from "#app/i18n/spoken-language";

const spoken = createSpokenLanguage(() => import("#app/i18n/de/authoring-sentences.json"));

/** Fetches what is said about a draft in the language of the page, where it is wanted; once, around everything that shows it. */
export function useDraftLanguage(wanted = true): void {
  const language = useLocale();
  useEffect(() => {
    if (wanted) void spoken.load(language).catch(() => undefined);
  }, [language, wanted]);
}

/** Answers what translates the sentences about a draft: what is wrong in it, what to write instead, what a key means. */
export function useDraftSentence(): (sentence: string) => string {
  return spoken.useNow().spoken;
}

/** The same outside of components. */
export function inAuthorsLanguage(sentence: string): string {
  return spoken.now().spoken(sentence);
}
