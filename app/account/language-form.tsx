"use client";
import { useLocale, useTranslations } from "next-intl";
import { useId } from "react";
import { useLanguageChoice } from "#app/i18n/language-choice";
import { languageNames, languages } from "#app/i18n/languages";

/** The language of the interface, for this account and this browser; in force at once. */
export function LanguageForm({ hint }: { hint: string }) {
  const t = useTranslations("ui.language");
  const current = useLocale();
  const choose = useLanguageChoice();
  const id = useId();
  return (
    <fieldset aria-describedby={`${id}-hint`}>
      <legend className="sr-only">{t("title")}</legend>
      <div className="flex flex-wrap gap-x-5 gap-y-2">
        {languages.map((language) => (
          <label key={language} lang={language} className="flex items-center gap-2">
            <input
              type="radio"
              name={id}
              checked={language === current}
              onChange={() => choose(language)}
              className="size-4 accent-(--accent)"
            />
            {languageNames[language]}
          </label>
        ))}
      </div>
      <p id={`${id}-hint`} className="mt-2 max-w-prose text-sm text-muted">
        {hint}
      </p>
    </fieldset>
  );
}
