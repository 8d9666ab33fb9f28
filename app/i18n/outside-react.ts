import {
  type AbstractIntlMessages,
  createTranslator,
  type Locale,
  type NamespaceKeys,
  type NestedKeyOf,
} from "use-intl/core";
import type { Messages } from "#app/i18n/messages";

let spoken: { readonly locale: Locale; readonly messages: Messages } | null = null;

/** Keeps what the providers of a page speak. In the browser only: a server renders for many at once. */
export function rememberWords(locale: Locale, messages: AbstractIntlMessages | null | undefined): void {
  if (typeof window === "undefined") return;
  const known = spoken?.locale === locale ? spoken.messages : {};
  spoken = { locale, messages: { ...known, ...messages } as unknown as Messages };
}

/**
 * The texts of an area for code that runs in the browser but in no component: a store, a socket's listener. Ask when the
 * text is needed, never while a module loads.
 */
export function wordsOf<A extends NamespaceKeys<Messages, NestedKeyOf<Messages>>>(area: A) {
  return createTranslator<Messages, A>({ ...speech(), namespace: area });
}

/** The language of the page for the same code, to write numbers and times. */
export function spokenLanguage(): Locale {
  return speech().locale;
}

function speech() {
  if (spoken === null) throw new Error("No page has said yet which language it speaks.");
  return spoken;
}
