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

type Outcome = { kind: "done" } | { kind: "refused"; place: "current" | "fresh"; sentence: string };

/** Changes the password of whoever is signed in; says in the field what is wrong with it. */
export function PasswordForm() {
  const t = useTranslations("account.password");
  const [outcome, setOutcome] = useState<Outcome>();
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = event.currentTarget;
    setBusy(true);
    const reached = await change(new FormData(form));
    setBusy(false);
    setOutcome(reached);
    if (reached.kind === "done") form.reset();
  }

  const refused = outcome?.kind === "refused" ? outcome : undefined;
  return (
    <form method="post" onSubmit={submit} className="flex max-w-sm flex-col gap-4">
      {outcome?.kind === "done" ? <Notice>{t("done")}</Notice> : null}
      <Field label={t("current")} error={refused?.place === "current" ? refused.sentence : undefined}>
        <Input name="current" type="password" autoComplete="current-password" required maxLength={200} size="lg" />
      </Field>
      <Field label={t("fresh")} hint={t("hint")} error={refused?.place === "fresh" ? refused.sentence : undefined}>
        <Input
          name="fresh"
          type="password"
          autoComplete="new-password"
          required
          minLength={8}
          maxLength={200}
          size="lg"
        />
      </Field>
      <Button type="submit" variant="primary" size="lg" busy={busy} className="self-start">
        {t("change")}
      </Button>
    </form>
  );
}

async function change(fields: FormData): Promise<Outcome> {
  const body = JSON.stringify({ current: fields.get("current"), fresh: fields.get("fresh") });
  try {
    const headers = { "Content-Type": "application/json" };
    const response = await fetch("/api/password", { method: "POST", headers, body, cache: "no-store" });
    if (response.ok) return { kind: "done" };
    const failure = Failure.parse(await response.json());
    return {
      kind: "refused",
      place: failure.code === "invalid" ? "fresh" : "current",
      sentence: inReadersLanguage(failure.sentence),
    };
  } catch {
    return { kind: "refused", place: "current", sentence: wordsOf("ui.requests")("unreachable") };
  }
}
