"use client";
import { KeyRound, LogOut } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { initials } from "#app/account/initials";
import { LanguageChoice } from "#app/i18n/language-choice";
import { Menu, MenuItem, MenuSeparator } from "#app/ui/menu";
import { ThemeChoice } from "#app/ui/theme-choice";

/** The person's menu: who is signed in, the theme, the language, and the way out. */
export function AccountMenu({ user }: { user: { name: string; email?: string } }) {
  const t = useTranslations("ui.account");
  return (
    <Menu
      trigger={
        <button
          type="button"
          title={user.name}
          className="inline-flex size-7 shrink-0 items-center justify-center rounded-full bg-accent-soft text-xs font-semibold text-accent-text hover:brightness-95"
        >
          <span aria-hidden>{initials(user.name)}</span>
          <span className="sr-only">{t("of", { name: user.name })}</span>
        </button>
      }
    >
      <div className="px-2 py-1">
        <p className="truncate font-medium">{user.name}</p>
        {user.email ? <p className="truncate text-sm text-muted">{user.email}</p> : null}
      </div>
      <MenuSeparator />
      <MenuItem asChild>
        <Link href="/account" prefetch={false}>
          <KeyRound aria-hidden size={14} className="text-muted" />
          {t("open")}
        </Link>
      </MenuItem>
      <MenuSeparator />
      <ThemeChoice />
      <MenuSeparator />
      <LanguageChoice />
      <MenuSeparator />
      <MenuItem icon={<LogOut aria-hidden size={14} />} onSelect={signOut}>
        {t("signOut")}
      </MenuItem>
    </Menu>
  );
}

/** A real form, so that the browser follows the redirect and forgets nothing that it should forget. */
function signOut(): void {
  const form = document.createElement("form");
  form.method = "post";
  form.action = "/api/sign-out";
  document.body.append(form);
  form.submit();
}
