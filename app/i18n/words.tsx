import { getLocale, getMessages, getTimeZone } from "next-intl/server";
import type { ReactNode } from "react";
import type { Area } from "#app/i18n/messages";
import { WordsProvider } from "#app/i18n/words-provider";

/** Gives the client components below it the texts of some areas, `ui` always; what is around it counts no more. */
export async function Words({ areas, children }: { areas: readonly Area[]; children: ReactNode }) {
  const [locale, messages, timeZone] = await Promise.all([getLocale(), getMessages(), getTimeZone()]);
  const taken = Object.fromEntries((["ui", ...areas] as const).map((area) => [area, messages[area]]));
  return (
    <WordsProvider locale={locale} messages={taken} timeZone={timeZone}>
      {children}
    </WordsProvider>
  );
}
