"use client";
import { useLocale, useTranslations } from "next-intl";
import { useCallback, useEffect, useState } from "react";
import { type Language, regions } from "#app/i18n/languages";
import { useSentence } from "#app/i18n/sentences";
import { Button } from "#app/ui/button";
import { Waiting } from "#app/ui/waiting";
import { sentenceOf } from "#app/workspace/connection/call-error";
import { auditSentence } from "#app/workspace/people/people-words";
import { useConnection, useWorkspace } from "#app/workspace/session/session-context";
import type { AuditEntry } from "#shared/people";

interface Shown {
  readonly entries: readonly AuditEntry[];
  readonly more: boolean;
}

/** What happened among people here, newest first, page by page; renewed whenever something changes. */
export function ActivityTab() {
  const t = useTranslations("workspace");
  const ui = useTranslations("ui.actions");
  const language = useLocale();
  const audit = useTranslations("workspace.audit");
  const inWords = useSentence();
  const connection = useConnection();
  const people = useWorkspace((state) => state.people);
  const help = useWorkspace((state) => state.help);
  const [shown, setShown] = useState<Shown | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const load = useCallback(
    async (before: string | undefined) => {
      setBusy(true);
      try {
        const page = await connection.call("audit:list", before === undefined ? {} : { before });
        setFailure(null);
        setShown((now) => (before === undefined ? withFresh(now, page) : withOlder(now, page)));
      } catch (error) {
        setFailure(sentenceOf(error));
      } finally {
        setBusy(false);
      }
    },
    [connection],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever changes among people is written down
  useEffect(() => void load(undefined), [load, people, help]);

  if (shown === null && failure === null) return <Waiting stage={t("activity.reading")} className="py-10" />;
  return (
    <div className="pt-3">
      {failure === null ? null : (
        <p role="alert" className="mb-2 flex items-center gap-2 text-failed">
          {failure}
          <Button size="sm" onClick={() => void load(undefined)}>
            {ui("tryAgain")}
          </Button>
        </p>
      )}
      {shown?.entries.length === 0 ? (
        <p className="py-6 text-center text-muted">{t("activity.none")}</p>
      ) : (
        <ol aria-label={t("people.activity")} className="flex flex-col divide-y divide-line">
          {shown?.entries.map((entry) => (
            <li key={entry.id} className="flex gap-3 py-1.5">
              <time
                dateTime={new Date(entry.at).toISOString()}
                title={new Date(entry.at).toLocaleString(regions[language])}
                className="shrink-0 text-sm text-muted tabular-nums"
              >
                {momentOf(entry.at, language)}
              </time>
              <span className="min-w-0 break-words">{auditSentence(entry, audit, inWords)}</span>
            </li>
          ))}
        </ol>
      )}
      {shown?.more ? (
        <Button className="mt-2" busy={busy} onClick={() => void load(shown.entries.at(-1)?.id)}>
          {t("activity.older")}
        </Button>
      ) : null}
    </div>
  );
}

/** The newest page before what was read already. */
function withFresh(now: Shown | null, page: Shown): Shown {
  const oldest = page.entries.at(-1);
  const at = now?.entries.findIndex(({ id }) => id === oldest?.id) ?? -1;
  if (now === null || at < 0) return page;
  return { entries: [...page.entries, ...now.entries.slice(at + 1)], more: now.more };
}

function withOlder(now: Shown | null, page: Shown): Shown {
  return { entries: [...(now?.entries ?? []), ...page.entries], more: page.more };
}

/** The hour of today, the day and the hour of others. */
function momentOf(time: number, language: Language): string {
  const date = new Date(time);
  const region = regions[language];
  const hour = date.toLocaleTimeString(region, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
  const today = date.toDateString() === new Date().toDateString();
  return today ? hour : `${date.toLocaleDateString(region, { day: "numeric", month: "short" })}, ${hour}`;
}
