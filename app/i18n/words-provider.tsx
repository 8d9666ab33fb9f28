"use client";
import { NextIntlClientProvider } from "next-intl";
import type { ComponentProps } from "react";
import { rememberWords } from "#app/i18n/outside-react";

type Props = Required<
  Pick<ComponentProps<typeof NextIntlClientProvider>, "locale" | "messages" | "timeZone" | "children">
>;

/** next-intl's provider, which also tells the code outside of React what is spoken. */
export function WordsProvider({ locale, messages, timeZone, children }: Props) {
  rememberWords(locale, messages);
  return (
    <NextIntlClientProvider locale={locale} messages={messages} timeZone={timeZone}>
      {children}
    </NextIntlClientProvider>
  );
}
