"use client";
import { useTranslations } from "next-intl";
import { useTheme } from "next-themes";
import { Toaster as Sonner } from "sonner";

/** Where toasts appear; `toast` itself comes from "sonner". Only for what has no place of its own. */
export function Toaster() {
  const t = useTranslations("ui.toasts");
  const { resolvedTheme } = useTheme();
  return (
    <Sonner
      theme={resolvedTheme === "dark" ? "dark" : "light"}
      position="bottom-right"
      closeButton
      containerAriaLabel={t("title")}
      toastOptions={{
        closeButtonAriaLabel: t("close"),
        style: { background: "var(--raised)", color: "var(--text)", border: "1px solid var(--line)", fontSize: 13 },
      }}
    />
  );
}
