"use client";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { wordsOf } from "#app/i18n/outside-react";
import { inReadersLanguage } from "#app/i18n/sentences";
import { Button } from "#app/ui/button";
import { Field } from "#app/ui/field";
import { Input } from "#app/ui/input";
import { Notice } from "#app/ui/notice";
import { Failure } from "#shared/failures";

/** Sets a password (and, with an invitation, the name) with a one-time link; the browser is signed in afterwards. */
export function LinkForm({ token, email, name }: { token: string; email: string; name?: string }) {
  const t = useTranslations("account.password");
  const [refused, setRefused] = useState<Failure>();
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    setBusy(true);
    const failure = await redeem({ token, password: fields.get("password"), name: fields.get("name") ?? undefined });
    if (failure === undefined) return window.location.assign("/");
    setBusy(false);
    setRefused(failure);
  }

  const isInvitation = name !== undefined;
  return (
    <form method="post" onSubmit={submit} className="flex flex-col gap-4">
      {refused && refused.code !== "invalid" ? <Notice kind="error">{refused.sentence}</Notice> : null}
      {isInvitation ? (
        <Field label={t("name")} hint={t("nameHint")}>
          <Input name="name" defaultValue={name} autoComplete="name" required maxLength={100} size="lg" autoFocus />
        </Field>
      ) : null}
      <Field label={t("email")} hint={t("emailHint")}>
        <Input
          value={email}
          readOnly
          type="email"
          autoComplete="username"
          size="lg"
          className="border-line! text-muted!"
        />
      </Field>
      <Field
        label={t(isInvitation ? "password" : "fresh")}
        hint={t("hint")}
        error={refused?.code === "invalid" ? refused.sentence : undefined}
      >
        <Input
          name="password"
          type="password"
          autoComplete="new-password"
          required
          minLength={8}
          maxLength={200}
          size="lg"
          autoFocus={!isInvitation}
        />
      </Field>
      <Button type="submit" variant="primary" size="lg" busy={busy}>
        {t(isInvitation ? "accept" : "set")}
      </Button>
    </form>
  );
}

async function redeem(body: object): Promise<Failure | undefined> {
  try {
    const headers = { "Content-Type": "application/json" };
    const init = { method: "POST", headers, body: JSON.stringify(body), cache: "no-store" } as const;
    const response = await fetch("/api/one-time-links", init);
    if (response.ok) return undefined;
    const failure = Failure.parse(await response.json());
    return { ...failure, sentence: inReadersLanguage(failure.sentence) };
  } catch {
    return { code: "unavailable", sentence: wordsOf("ui.requests")("unreachable") };
  }
}
