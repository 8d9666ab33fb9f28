"use client";
import { Check, Copy } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import type { MemberEntry } from "#app/_server/queries/members";
import { send } from "#app/courses/send";
import { regions } from "#app/i18n/languages";
import { Button } from "#app/ui/button";
import { Dialog } from "#app/ui/dialog";
import { Field } from "#app/ui/field";
import { Input } from "#app/ui/input";
import { Notice } from "#app/ui/notice";

type Made = { readonly link: string; readonly expiresAt: number };

/** Makes a member's invitation link and shows it once, to be copied. */
export function InvitationDialog({
  slug,
  member,
  onClose,
}: {
  slug: string;
  member: MemberEntry;
  onClose: () => void;
}) {
  const t = useTranslations("courses.invitation");
  const actions = useTranslations("ui.actions");
  const [made, setMade] = useState<Made>();
  const [refused, setRefused] = useState<string>();
  const [busy, setBusy] = useState(false);

  async function make(): Promise<void> {
    setBusy(true);
    const sent = await send("POST", "/api/invitations", { user: member.id, course: slug });
    setBusy(false);
    const link = sent.ok ? linkIn(sent.value) : undefined;
    setMade(link);
    setRefused(sent.ok ? (link ? undefined : t("noLink")) : sent.sentence);
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t("title", { name: member.name })}
      description={t("what", { email: member.email })}
      footer={
        made ? (
          <Button variant="primary" onClick={onClose}>
            {t("done")}
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>{actions("cancel")}</Button>
            <Button variant="primary" busy={busy} onClick={() => void make()}>
              {t("make")}
            </Button>
          </>
        )
      }
    >
      {refused ? <Notice kind="error">{refused}</Notice> : null}
      {made ? <Link {...made} /> : null}
    </Dialog>
  );
}

function Link({ link, expiresAt }: Made) {
  const t = useTranslations("courses.invitation");
  const actions = useTranslations("ui.actions");
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);
  useEffect(() => field.current?.select(), []);

  async function copy(): Promise<void> {
    field.current?.select();
    // Pages that came by plain http have no clipboard: the link is then marked, to be copied by hand.
    await navigator.clipboard?.writeText(link).then(
      () => setCopied(true),
      () => undefined,
    );
  }

  const day = new Date(expiresAt).toLocaleDateString(regions[useLocale()], { day: "numeric", month: "long" });
  return (
    <div className="flex flex-col gap-3">
      <Field label={t("link")} hint={t("until", { day })}>
        <Input
          ref={field}
          size="lg"
          readOnly
          value={link}
          className="font-mono"
          onFocus={(event) => event.target.select()}
        />
      </Field>
      <Button
        className="self-start"
        icon={copied ? <Check aria-hidden size={13} /> : <Copy aria-hidden size={13} />}
        onClick={() => void copy()}
      >
        {copied ? actions("copied") : t("copy")}
      </Button>
    </div>
  );
}

function linkIn(value: unknown): Made | undefined {
  if (value === null || typeof value !== "object" || !("link" in value) || !("expiresAt" in value)) return undefined;
  return { link: String(value.link), expiresAt: Number(value.expiresAt) };
}
