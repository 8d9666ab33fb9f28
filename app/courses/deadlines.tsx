"use client";
import { Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useState, useSyncExternalStore } from "react";
import type { DeadlineEntry } from "#app/_server/queries/deadlines";
import { fromLocalInput, toLocalInput } from "#app/courses/local-time";
import { courseApi, send } from "#app/courses/send";
import { regions } from "#app/i18n/languages";
import { Button } from "#app/ui/button";
import { IconButton } from "#app/ui/icon-button";
import { Input } from "#app/ui/input";
import { Select } from "#app/ui/select";

interface Student {
  readonly id: string;
  readonly name: string;
  readonly group: string;
}

const moment = { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" } as const;
const nothing = () => () => undefined;

/** Each experiment with its deadline, and who has more time. Times are those of this browser's zone, which is said. */
export function Deadlines({
  slug,
  deadlines,
  students,
}: {
  slug: string;
  deadlines: readonly DeadlineEntry[];
  students: readonly Student[];
}) {
  const t = useTranslations("courses.deadlines");
  const zone = useSyncExternalStore(
    nothing,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => null,
  );
  if (deadlines.length === 0) return <p className="text-muted">{t("none")}</p>;
  // The server does not know the reader's zone, so it shows no times that would jump.
  if (zone === null) return <p className="text-muted">{t("clock")}</p>;
  return (
    <>
      <ul className="divide-y divide-line border-y border-line">
        {deadlines.map((entry) => (
          <li key={entry.slug} className="py-3">
            <Experiment key={entry.dueAt} slug={slug} entry={entry} students={students} />
          </li>
        ))}
      </ul>
      <p className="mt-2 text-sm text-muted">{t("zone", { zone })}</p>
    </>
  );
}

function Experiment({ slug, entry, students }: { slug: string; entry: DeadlineEntry; students: readonly Student[] }) {
  const region = regions[useLocale()];
  const t = useTranslations("courses.deadlines");
  const router = useRouter();
  const [local, setLocal] = useState(entry.dueAt === null ? "" : toLocalInput(entry.dueAt));
  const [refused, setRefused] = useState<string>();
  const [busy, setBusy] = useState(false);

  async function put(parts: readonly string[], dueAt: string | null): Promise<boolean> {
    setBusy(true);
    const sent = await send("PUT", courseApi(slug, "deadlines", entry.slug, ...parts), { dueAt });
    setBusy(false);
    setRefused(sent.ok ? undefined : sent.sentence);
    if (sent.ok) router.refresh();
    return sent.ok;
  }

  function save(event: FormEvent): void {
    event.preventDefault();
    void put([], fromLocalInput(local));
  }

  return (
    <div className="flex flex-col gap-2">
      <form method="post" onSubmit={save} className="flex flex-wrap items-center gap-2">
        <span className="min-w-0 basis-full font-medium sm:flex-1 sm:basis-40">{entry.title}</span>
        <Input
          type="datetime-local"
          aria-label={t("isDue", { experiment: entry.title })}
          required
          value={local}
          onChange={(event) => setLocal(event.target.value)}
          className="max-w-52 flex-1"
        />
        <Button type="submit" busy={busy}>
          {t(entry.dueAt === null ? "set" : "change")}
        </Button>
        {entry.dueAt === null ? null : (
          <IconButton
            label={t("takeBack", { experiment: entry.title })}
            icon={<Trash2 aria-hidden size={14} />}
            onClick={() => void put([], null)}
          />
        )}
      </form>
      {entry.extensions.length === 0 ? null : (
        <ul aria-label={t("moreTimeFor", { experiment: entry.title })} className="flex flex-col gap-1 pl-4">
          {entry.extensions.map(({ user, name, dueAt }) => (
            <li key={user} className="flex flex-wrap items-center gap-2 text-muted">
              <span className="min-w-0 flex-1 basis-40 text-text">{name}</span>
              {t("until", { moment: new Date(dueAt).toLocaleString(region, moment) })}
              <IconButton
                size="sm"
                label={t("takeExtensionBack", { name })}
                icon={<Trash2 aria-hidden size={13} />}
                onClick={() => void put([user], null)}
              />
            </li>
          ))}
        </ul>
      )}
      {entry.dueAt === null || students.length === 0 ? null : (
        <MoreTime students={students} title={entry.title} busy={busy} onGive={(user, dueAt) => put([user], dueAt)} />
      )}
      {refused ? (
        <p role="alert" className="text-sm text-failed">
          {refused}
        </p>
      ) : null}
    </div>
  );
}

function MoreTime({
  students,
  title,
  busy,
  onGive,
}: {
  students: readonly Student[];
  title: string;
  busy: boolean;
  onGive: (user: string, dueAt: string | null) => Promise<boolean>;
}) {
  const t = useTranslations("courses.deadlines");
  const [user, setUser] = useState("");
  const [local, setLocal] = useState("");

  async function give(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!(await onGive(user, fromLocalInput(local)))) return;
    setUser("");
    setLocal("");
  }

  return (
    <details className="pl-4">
      <summary className="w-fit cursor-pointer rounded-sm text-sm text-muted hover:text-text">{t("moreTime")}</summary>
      <form method="post" onSubmit={give} className="mt-2 flex flex-wrap items-center gap-2">
        <Select
          aria-label={t("whoFor", { experiment: title })}
          required
          value={user}
          onChange={(event) => setUser(event.target.value)}
          className="max-w-56"
        >
          <option value="">{t("who")}</option>
          {students.map(({ id, name, group }) => (
            <option key={id} value={id}>
              {group === "" ? name : t("student", { name, group })}
            </option>
          ))}
        </Select>
        <Input
          type="datetime-local"
          aria-label={t("untilWhen", { experiment: title })}
          required
          value={local}
          onChange={(event) => setLocal(event.target.value)}
          className="max-w-52 flex-1"
        />
        <Button type="submit" busy={busy}>
          {t("give")}
        </Button>
      </form>
    </details>
  );
}
