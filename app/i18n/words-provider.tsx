"use client";
import { NextIntlClientProvider } from "next-intl";
import { type ComponentProps, useEffect } from "react";
import { rememberWords } from "#app/i18n/outside-react";
import { loadSentences } from "#app/i18n/sentences";

type Props = Required<
  Pick<ComponentProps<typeof NextIntlClientProvider>, "locale" | "messages" | "timeZone" | "children">
>;

/** next-intl's provider, which also tells the code outside of React what is spoken, and fetches what the servers' sentences are in it. */
export function WordsProvider({ locale, messages, timeZone, children }: Props) {
  rememberWords(locale, messages);
  useEffect(() => void loadSentences(locale).catch(() => undefined), [locale]);
  return (
    <NextIntlClientProvider locale={locale} messages={messages} timeZone={timeZone}>
      {children}
    </NextIntlClientProvider>
  );
}
