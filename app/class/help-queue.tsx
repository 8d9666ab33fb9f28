"use client";
import { Hand } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import type { ClassFeed } from "#app/class/class-feed";
import { HelpTicketCard } from "#app/class/help-ticket-card";
import { EmptyState } from "#app/ui/empty-state";
import type { HelpTicket } from "#shared/help";

/** Raised hands, oldest first: who waits, who is being helped, who tries something. News are announced. */
export function HelpQueue({ queue, feed, self }: { queue: readonly HelpTicket[]; feed: ClassFeed; self: string }) {
  const t = useTranslations("class.queue");
  const waiting = queue.filter(({ state }) => state === "waiting").length;
  const ordered = [...groupOf(queue, "waiting"), ...groupOf(queue, "taken"), ...groupOf(queue, "paused")];
  return (
    <section aria-label={t("title")} className="flex flex-col gap-2">
      <h2 className="flex items-baseline gap-2 text-lg font-semibold">
        {t("title")}
        <span className="text-base font-normal text-muted">{t("waits", { count: waiting })}</span>
      </h2>
      <News queue={queue} />
      {queue.length === 0 ? (
        <EmptyState
          icon={<Hand aria-hidden size={22} />}
          title={t("none")}
          className="rounded-lg border border-line bg-surface"
        >
          {t("noneHint")}
        </EmptyState>
      ) : (
        <ul className="flex flex-col gap-2">
          {ordered.map((ticket) => (
            <HelpTicketCard key={ticket.id} ticket={ticket} feed={feed} self={self} />
          ))}
        </ul>
      )}
    </section>
  );
}

function groupOf(queue: readonly HelpTicket[], state: HelpTicket["state"]): HelpTicket[] {
  return queue.filter((ticket) => ticket.state === state);
}

function News({ queue }: { queue: readonly HelpTicket[] }) {
  const t = useTranslations("class.queue");
  const known = useRef<ReadonlySet<string> | null>(null);
  const [words, setWords] = useState("");
  useEffect(() => {
    const before = known.current;
    known.current = new Set(queue.map(({ id }) => id));
    const fresh = before === null ? [] : queue.filter(({ id }) => !before.has(id));
    if (fresh.length > 0) setWords(fresh.map(({ student }) => t("raised", { name: student.name })).join(" "));
  }, [queue, t]);
  return (
    <p role="status" className="sr-only">
      {words}
    </p>
  );
}
