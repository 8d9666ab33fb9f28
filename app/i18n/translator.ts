import type { useTranslations } from "next-intl";
import type { NamespaceKeys, NestedKeyOf } from "use-intl/core";
import type { Messages } from "#app/i18n/messages";

/** The texts of an area, as `useTranslations` answers them; for functions that say something and are no components. */
export type Translator<A extends NamespaceKeys<Messages, NestedKeyOf<Messages>>> = ReturnType<
  typeof useTranslations<A>
>;
