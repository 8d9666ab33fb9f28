"use client";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { toast } from "sonner";
import { type Language, languageNames, languages } from "#app/i18n/languages";
import { MenuLabel, MenuRadioGroup } from "#app/ui/menu";

const options = languages.map((value) => ({ value, label: languageNames[value] }));

/** The switch of the interface's language as a group inside a `Menu`. */
export function LanguageChoice() {
  const t = useTranslations("ui");
  const choose = useLanguageChoice();
  return (
    <>
      <MenuLabel>{t("language.title")}</MenuLabel>
      <MenuRadioGroup<Language> value={useLocale()} onChange={choose} options={options} />
    </>
  );
}

/** Keeps a choice for this browser and the account, and shows the page anew in that language. What is open stays open. */
export function useLanguageChoice(): (language: Language) => void {
  const t = useTranslations("ui");
  const router = useRouter();
  return (language) => {
    void fetch("/api/language", { method: "PUT", body: JSON.stringify({ language }) }).then(
      (response) => (response.ok ? router.refresh() : toast.error(t("language.notKept"))),
      () => toast.error(t("language.notKept")),
    );
  };
}
