"use client";
import { Monitor, Moon, Sun } from "lucide-react";
import { useTheme } from "next-themes";
import { MenuLabel, MenuRadioGroup } from "#app/ui/menu";

const themes = [
  { value: "light", label: "Light", icon: <Sun aria-hidden size={14} /> },
  { value: "dark", label: "Dark", icon: <Moon aria-hidden size={14} /> },
  { value: "system", label: "As the system", icon: <Monitor aria-hidden size={14} /> },
] as const;

type Theme = (typeof themes)[number]["value"];

function isTheme(value: string | undefined): value is Theme {
  return themes.some((theme) => theme.value === value);
}

/** The theme switch as a group inside a `Menu`. */
export function ThemeChoice() {
  const { theme, setTheme } = useTheme();
  return (
    <>
      <MenuLabel>Theme</MenuLabel>
      <MenuRadioGroup<Theme> value={isTheme(theme) ? theme : "system"} onChange={setTheme} options={themes} />
    </>
  );
}
