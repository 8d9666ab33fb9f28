import type { Language } from "#app/i18n/languages";
import type { Messages as OurMessages } from "#app/i18n/messages";

declare module "use-intl" {
  interface AppConfig {
    Locale: Language;
    Messages: OurMessages;
  }
}
