"use client";
import { Moon, Sun } from "lucide-react";
import { useTheme } from "next-themes";
import { IconButton } from "#app/ui/icon-button";
import { useCommands } from "#app/workspace/session/session-context";

/** Light or dark; the menu of the account page offers the system's choice too. */
export function ThemeButton() {
  const { resolvedTheme, setTheme } = useTheme();
  const dark = resolvedTheme === "dark";
  const toggle = () => setTheme(dark ? "light" : "dark");
  useCommands(() => [{ id: "view.theme", title: "Switch between light and dark", group: "View", run: toggle }], [dark]);
  return (
    <IconButton
      label={dark ? "Light theme" : "Dark theme"}
      icon={dark ? <Sun aria-hidden size={15} /> : <Moon aria-hidden size={15} />}
      onClick={toggle}
      className="max-md:hidden"
    />
  );
}
