"use client";
import { useTranslations } from "next-intl";
import { type FormEvent, useRef, useState } from "react";
import { refusalOf } from "#app/sign-in/refusal";
import { Button } from "#app/ui/button";
import { Field } from "#app/ui/field";
import { Input } from "#app/ui/input";
import { Notice } from "#app/ui/notice";

const action = "/api/auth/callback/credentials";

/** A plain form that works before any script has loaded; with script, a refusal keeps what was typed. */
export function SignInForm({
  csrfToken,
  callbackUrl,
  error,
  first,
}: {
  csrfToken: string;
  callbackUrl: string;
  error?: string;
  /** Nothing comes before it on the page: it has the one primary action, and the cursor. */
  first: boolean;
}) {
  const t = useTranslations("account.signIn");
  const refusals = useTranslations("account.refusal");
  const [refused, setRefused] = useState(error);
  const [busy, setBusy] = useState(false);
  const password = useRef<HTMLInputElement>(null);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = event.currentTarget;
    setBusy(true);
    const outcome = await post(form);
    if (outcome.refused === undefined) {
      window.location.assign(callbackUrl);
      return;
    }
    setBusy(false);
    setRefused(outcome.refused);
    password.current?.focus();
    password.current?.select();
  }

  return (
    <form method="post" action={action} onSubmit={submit} className="flex flex-col gap-4">
      <input type="hidden" name="csrfToken" value={csrfToken} />
      <input type="hidden" name="callbackUrl" value={callbackUrl} />
      {refused ? <Notice kind="error">{refusalOf(refused, refusals)}</Notice> : null}
      <Field label={t("email")}>
        <Input
          name="email"
          type="email"
          size="lg"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          autoFocus={first}
          maxLength={200}
        />
      </Field>
      <Field label={t("password")}>
        <Input
          ref={password}
          name="password"
          type="password"
          size="lg"
          autoComplete="current-password"
          required
          maxLength={200}
        />
      </Field>
      <Button type="submit" variant={first ? "primary" : "secondary"} size="lg" busy={busy}>
        {t(busy ? "signingIn" : "signIn")}
      </Button>
    </form>
  );
}

/** Posts the form to next-auth; the answer is the address it would have redirected to. */
async function post(form: HTMLFormElement): Promise<{ refused?: string }> {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") fields.set(name, value);
  fields.set("json", "true");
  try {
    const response = await fetch(action, { method: "POST", body: fields, cache: "no-store" });
    const body: unknown = await response.json();
    const url =
      body !== null && typeof body === "object" && "url" in body && typeof body.url === "string"
        ? new URL(body.url, location.href)
        : null;
    if (url === null) return { refused: "unknown" };
    if (url.searchParams.has("csrf")) return { refused: "csrf" };
    const error = url.searchParams.get("error");
    return error === null ? {} : { refused: error };
  } catch {
    return { refused: "offline" };
  }
}
