/** The languages of the interface; the first is what a browser gets that asks for neither. */
export const languages = ["en", "de"] as const;
export type Language = (typeof languages)[number];

/** Each in its own language, so that whoever cannot read the page finds theirs. */
export const languageNames: Readonly<Record<Language, string>> = { en: "English", de: "Deutsch" };

/** Whose way of writing times and numbers goes with each. */
export const regions: Readonly<Record<Language, string>> = { en: "en-GB", de: "de-DE" };

/** Where the choice of somebody who is not signed in is kept; read by the server only. */
export const languageCookie = "varlab.language";

/** Whether a text from outside names one of them. */
export function isLanguage(value: unknown): value is Language {
  return languages.some((language) => language === value);
}

/** The first of the browser's languages that is one of ours (RFC 9110, 12.5.4), else English. */
export function languageFor(acceptLanguage: string | null): Language {
  const wishes = (acceptLanguage ?? "").split(",").map((part) => {
    const [range = "", ...parameters] = part.trim().split(";");
    const quality = parameters.map((parameter) => /^\s*q=([\d.]+)$/.exec(parameter)?.[1]).find((value) => value);
    return { language: range.split("-")[0]?.toLowerCase(), quality: quality === undefined ? 1 : Number(quality) };
  });
  const known = wishes.filter(({ language, quality }) => isLanguage(language) && quality > 0);
  const best = known.toSorted((a, b) => b.quality - a.quality)[0]?.language;
  return isLanguage(best) ? best : "en";
}
