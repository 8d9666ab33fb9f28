"use client";
import { Moon, Sun } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTheme } from "next-themes";
import { IconButton } from "#app/ui/icon-button";
import { useCommands } from "#app/workspace/session/session-context";

/** Light or dark; the menu of the account page offers the system's choice too. */
export function ThemeButton() {
  const t = useTranslations("workspace");
  const { resolvedTheme, setTheme } = useTheme();
  const dark = resolvedTheme === "dark";
  const toggle = () => setTheme(dark ? "light" : "dark");
  useCommands(() => [{ id: "view.theme", title: t("bar.switchTheme"), group: "View", run: toggle }], [dark, t]);
  return (
    <IconButton
      label={dark ? t("bar.lightTheme") : t("bar.darkTheme")}
      icon={dark ? <Sun aria-hidden size={15} /> : <Moon aria-hidden size={15} />}
      onClick={toggle}
      className="max-md:hidden"
    />
  );
}
