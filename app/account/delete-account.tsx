"use client";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { send } from "#app/courses/send";
import { Button } from "#app/ui/button";
import { Field } from "#app/ui/field";
import { Input } from "#app/ui/input";
import { Notice } from "#app/ui/notice";

/** Deletes the account of whoever is signed in, after the address and the password were typed. */
export function DeleteAccount({ email, hasPassword }: { email: string; hasPassword: boolean }) {
  const t = useTranslations("account.delete");
  const [refused, setRefused] = useState<string>();
  const [busy, setBusy] = useState(false);

  async function remove(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    setBusy(true);
    const sent = await send("DELETE", "/api/account", {
      email: String(fields.get("email") ?? ""),
      password: String(fields.get("password") ?? ""),
    });
    if (sent.ok) return window.location.assign("/sign-in");
    setBusy(false);
    setRefused(sent.sentence);
  }

  return (
    <details>
      <summary className="w-fit cursor-pointer rounded-sm text-muted hover:text-text">{t("summary")}</summary>
      <form method="post" onSubmit={remove} className="mt-3 flex max-w-sm flex-col gap-4">
        <p className="text-muted">{t("what")}</p>
        {refused ? <Notice kind="error">{refused}</Notice> : null}
        <Field label={t("address")} hint={t("addressHint", { email })}>
          <Input name="email" type="email" size="lg" required maxLength={200} autoComplete="off" />
        </Field>
        {hasPassword ? (
          <Field label={t("password")}>
            <Input name="password" type="password" size="lg" required maxLength={200} autoComplete="current-password" />
          </Field>
        ) : null}
        <Button type="submit" variant="danger" size="lg" busy={busy} className="self-start">
          {t("forGood")}
        </Button>
      </form>
    </details>
  );
}
