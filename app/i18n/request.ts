import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { currentUser } from "#app/_server/auth/current-user";
import { isLanguage, type Language, languageCookie, languageFor } from "#app/i18n/languages";
import { messagesIn } from "#app/i18n/messages";

/** What next-intl asks at every request: the account's language, else the browser's choice here, else what it asks for. */
export default getRequestConfig(async () => {
  const locale = await languageOfRequest();
  return { locale, messages: messagesIn(locale), timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone };
});

async function languageOfRequest(): Promise<Language> {
  const ofAccount = (await currentUser())?.language;
  if (isLanguage(ofAccount)) return ofAccount;
  const chosen = (await cookies()).get(languageCookie)?.value;
  return isLanguage(chosen) ? chosen : languageFor((await headers()).get("accept-language"));
}
