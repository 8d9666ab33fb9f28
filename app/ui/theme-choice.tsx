"use client";
import { Monitor, Moon, Sun } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTheme } from "next-themes";
import { MenuLabel, MenuRadioGroup } from "#app/ui/menu";

const themes = [
  { value: "light", icon: <Sun aria-hidden size={14} /> },
  { value: "dark", icon: <Moon aria-hidden size={14} /> },
  { value: "system", icon: <Monitor aria-hidden size={14} /> },
] as const;

type Theme = (typeof themes)[number]["value"];

function isTheme(value: string | undefined): value is Theme {
  return themes.some((theme) => theme.value === value);
}

/** The theme switch as a group inside a `Menu`. */
export function ThemeChoice() {
  const t = useTranslations("ui.theme");
  const { theme, setTheme } = useTheme();
  const options = themes.map(({ value, icon }) => ({ value, label: t(value), icon }));
  return (
    <>
      <MenuLabel>{t("title")}</MenuLabel>
      <MenuRadioGroup<Theme> value={isTheme(theme) ? theme : "system"} onChange={setTheme} options={options} />
    </>
  );
}
