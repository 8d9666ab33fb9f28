"use client";
import { Check, Copy, KeyRound } from "lucide-react";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { toast } from "sonner";
import type { JoinCodeEntry } from "#app/_server/queries/members";
import { courseApi, send } from "#app/courses/send";
import { regions } from "#app/i18n/languages";
import { Badge } from "#app/ui/badge";
import { Button } from "#app/ui/button";
import { Field } from "#app/ui/field";
import { Input } from "#app/ui/input";
import { Select } from "#app/ui/select";

/** The codes by which students come in: made, shown to copy, and revoked here. */
export function JoinCodes({ slug, codes, open }: { slug: string; codes: readonly JoinCodeEntry[]; open: boolean }) {
  const t = useTranslations("courses.codes");
  return (
    <section aria-labelledby="join-codes" className="mb-6 rounded-lg border border-line bg-surface p-4">
      <h2 id="join-codes" className="text-lg font-semibold">
        {t("title")}
      </h2>
      <p className="mt-0.5 mb-3 max-w-prose text-muted">{t(open ? "hint" : "archived")}</p>
      {codes.length > 0 ? (
        <ul aria-label={t("title")} className="mb-4 divide-y divide-line border-y border-line">
          {codes.map((code) => (
            <CodeRow key={code.code} slug={slug} code={code} />
          ))}
        </ul>
      ) : null}
      <NewCode slug={slug} />
    </section>
  );
}

function CodeRow({ slug, code }: { slug: string; code: JoinCodeEntry }) {
  const t = useTranslations("courses.codes");
  const usesOf = useUses();
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const good = code.state === "good";

  async function revoke(): Promise<void> {
    setBusy(true);
    const sent = await send("DELETE", courseApi(slug, "codes", code.code));
    setBusy(false);
    if (!sent.ok) toast.error(sent.sentence, { duration: 8000 });
    router.refresh();
  }

  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2">
      <span
        className={
          good ? "font-mono text-lg tracking-wider" : "font-mono text-lg tracking-wider text-faint line-through"
        }
      >
        {code.shown}
      </span>
      {good ? null : <Badge tone="stopped">{t(code.state)}</Badge>}
      <span className="min-w-0 flex-1 basis-48 text-sm text-muted" suppressHydrationWarning>
        {usesOf(code)}
      </span>
      {good ? (
        <span className="flex flex-wrap gap-2">
          <CopyLink path={`/join/${code.shown}`} />
          <Button size="sm" busy={busy} onClick={revoke} aria-label={t("revokeCode", { code: code.shown })}>
            {t("revoke")}
          </Button>
        </span>
      ) : null}
    </li>
  );
}

function CopyLink({ path }: { path: string }) {
  const t = useTranslations("courses.codes");
  const copiedWord = useTranslations("ui.actions")("copied");
  const [copied, setCopied] = useState(false);

  async function copy(): Promise<void> {
    const link = `${location.origin}${path}`;
    // Pages that came by plain http have no clipboard: the link is then shown, to be copied by hand.
    try {
      await navigator.clipboard.writeText(link);
      setCopied(true);
    } catch {
      toast(link, { duration: 20_000 });
    }
  }

  return (
    <Button
      size="sm"
      icon={copied ? <Check aria-hidden size={13} /> : <Copy aria-hidden size={13} />}
      onClick={() => void copy()}
    >
      {copied ? copiedWord : t("copyLink")}
    </Button>
  );
}

const durations = [
  { days: 1, label: "day" },
  { days: 7, label: "week" },
  { days: 30, label: "month" },
  { days: 180, label: "months" },
] as const;

function NewCode({ slug }: { slug: string }) {
  const t = useTranslations("courses.codes");
  const router = useRouter();
  const [days, setDays] = useState("7");
  const [maximum, setMaximum] = useState("");
  const [refused, setRefused] = useState<string>();
  const [busy, setBusy] = useState(false);

  async function make(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    const wish = { days: Number(days), maximumUses: maximum === "" ? null : Number(maximum) };
    const sent = await send("POST", courseApi(slug, "codes"), wish);
    setBusy(false);
    setRefused(sent.ok ? undefined : sent.sentence);
    if (sent.ok) router.refresh();
  }

  return (
    <form method="post" onSubmit={make} className="flex flex-wrap items-end gap-3">
      <Field label={t("goodFor")}>
        <Select size="lg" value={days} onChange={(event) => setDays(event.target.value)}>
          {durations.map((duration) => (
            <option key={duration.days} value={duration.days}>
              {t(duration.label)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t("howMany")}>
        <Input
          type="number"
          size="lg"
          min={1}
          max={1000}
          placeholder={t("anyNumber")}
          value={maximum}
          onChange={(event) => setMaximum(event.target.value)}
          className="w-32"
        />
      </Field>
      <Button type="submit" size="lg" busy={busy} icon={<KeyRound aria-hidden size={14} />}>
        {t("new")}
      </Button>
      {refused ? (
        <p role="alert" className="basis-full text-sm text-failed">
          {refused}
        </p>
      ) : null}
    </form>
  );
}

/** How often a code was used, and until when one that is good lets people in. */
function useUses(): (code: JoinCodeEntry) => string {
  const t = useTranslations("courses.codes");
  const region = regions[useLocale()];
  return ({ state, uses: count, maximumUses: maximum, expiresAt }) => {
    if (state !== "good") return maximum === null ? t("uses", { count }) : t("usesOf", { count, maximum });
    const moment = new Date(expiresAt).toLocaleString(region, {
      ...{ weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" },
    });
    return maximum === null ? t("usesUntil", { count, moment }) : t("usesOfUntil", { count, maximum, moment });
  };
}
