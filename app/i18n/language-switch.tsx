"use client";
import { Languages } from "lucide-react";
import { useLocale } from "next-intl";
import { useLanguageChoice } from "#app/i18n/language-choice";
import { languageNames, languages } from "#app/i18n/languages";

/** The other languages as quiet buttons, for pages without an account menu. */
export function LanguageSwitch() {
  const choose = useLanguageChoice();
  const current = useLocale();
  return languages
    .filter((language) => language !== current)
    .map((language) => (
      <button
        key={language}
        type="button"
        lang={language}
        onClick={() => choose(language)}
        className="inline-flex items-center gap-1.5 rounded-sm text-sm text-muted underline-offset-2 hover:text-text hover:underline"
      >
        <Languages aria-hidden size={14} />
        {languageNames[language]}
      </button>
    ));
}
