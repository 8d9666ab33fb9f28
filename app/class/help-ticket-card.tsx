"use client";
import { clsx } from "clsx";
import { ChevronDown, ChevronRight, SquareTerminal } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { memo, useId, useState } from "react";
import type { ClassFeed } from "#app/class/class-feed";
import { PrintedText } from "#app/class/printed-text";
import { Since, useNow } from "#app/class/since";
import { workspaceTab } from "#app/class/student-cells";
import { regions } from "#app/i18n/languages";
import { Badge } from "#app/ui/badge";
import { Button, buttonClass } from "#app/ui/button";
import { Spinner } from "#app/ui/spinner";
import { sentenceOf } from "#app/workspace/connection/call-error";
import { placeParameter } from "#app/workspace/people/place-parameter";
import type { HelpTicket } from "#shared/help";

/** Waiting longer than this is worth a colour. */
const longWait = 10 * 60_000;

/** A raised hand: who, what about, how long, and what can be done; the output that came with it unfolds. */
export const HelpTicketCard = memo(function HelpTicketCard({
  ticket,
  feed,
  self,
}: {
  ticket: HelpTicket;
  feed: ClassFeed;
  self: string;
}) {
  const t = useTranslations("class.ticket");
  const [busy, setBusy] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const { id, student, state } = ticket;

  function run(call: "help:take" | "help:pause" | "help:close"): void {
    setBusy(call);
    setFailure(null);
    feed
      .ask(call, { id })
      .catch((error: unknown) => setFailure(sentenceOf(error)))
      .finally(() => setBusy(null));
  }

  const mine = state === "taken" && ticket.by?.user === self;
  return (
    <li
      aria-label={t("asks", { name: student.name })}
      className={clsx("rounded-lg border bg-surface p-3", state === "waiting" ? "border-waiting" : "border-line")}
    >
      <div className="flex items-center gap-2">
        <span className="min-w-0 flex-1 truncate font-semibold">{student.name}</span>
        <Standing ticket={ticket} mine={mine} />
      </div>
      <p className="mt-1 break-words whitespace-pre-wrap">{ticket.sentence}</p>
      <p className="mt-1 flex flex-wrap items-center gap-x-2 text-sm text-muted">
        {ticket.experiment.title}
        <About ticket={ticket} />
      </p>
      {ticket.lines > 0 ? <KeptLines ticket={ticket} feed={feed} /> : null}
      {failure === null ? null : (
        <p role="alert" className="mt-1 text-sm text-failed">
          {failure}
        </p>
      )}
      <div className="mt-2 flex flex-wrap gap-1.5">
        <a
          href={`/w/${ticket.workspace}?at=${placeParameter(ticket.about, "terminal")}`}
          target={workspaceTab(ticket.workspace)}
          onClick={() => (state === "waiting" ? run("help:take") : undefined)}
          title={state === "waiting" ? t("openHint") : undefined}
          className={buttonClass(state === "paused" ? "secondary" : "primary")}
        >
          <SquareTerminal aria-hidden size={14} />
          {t("open")}
        </a>
        {mine ? null : (
          <Button busy={busy === "help:take"} onClick={() => run("help:take")}>
            {t(state === "taken" ? "takeOver" : "take")}
          </Button>
        )}
        {state === "taken" ? (
          <Button title={t("pauseHint")} busy={busy === "help:pause"} onClick={() => run("help:pause")}>
            {t("pause")}
          </Button>
        ) : null}
        <Button busy={busy === "help:close"} onClick={() => run("help:close")}>
          {t("close")}
        </Button>
      </div>
    </li>
  );
});

function Standing({ ticket, mine }: { ticket: HelpTicket; mine: boolean }) {
  const t = useTranslations("class.ticket");
  const region = regions[useLocale()];
  const now = useNow();
  if (ticket.state === "waiting") {
    return (
      <Badge tone={now - ticket.raisedAt > longWait ? "failed" : "waiting"}>
        {t.rich("waits", { since: () => <Since time={ticket.raisedAt} /> })}
      </Badge>
    );
  }
  const who = mine ? t("you") : (ticket.by?.name ?? t("somebody"));
  if (ticket.state === "paused")
    return <Badge>{t.rich("paused", { since: () => <Since time={ticket.pausedAt ?? ticket.raisedAt} /> })}</Badge>;
  return (
    <Badge tone="running" title={t("raisedAt", { moment: new Date(ticket.raisedAt).toLocaleTimeString(region) })}>
      {t.rich("taken", { who, since: () => <Since time={ticket.takenAt ?? ticket.raisedAt} /> })}
    </Badge>
  );
}

function About({ ticket: { about, workspace } }: { ticket: HelpTicket }) {
  const t = useTranslations("class.ticket");
  if (about === undefined) return null;
  return (
    <a
      href={`/w/${workspace}?at=${placeParameter(about, "itself")}`}
      target={workspaceTab(workspace)}
      className="font-mono text-accent-text hover:underline"
    >
      {about.kind === "build" ? t("build", { number: about.number }) : about.name}
    </a>
  );
}

function KeptLines({ ticket, feed }: { ticket: HelpTicket; feed: ClassFeed }) {
  const t = useTranslations("class.ticket");
  const region = useId();
  const [open, setOpen] = useState(false);
  const [text, setText] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);

  function toggle(): void {
    setOpen(!open);
    if (open || text !== null) return;
    setFailure(null);
    feed.ask("help:lines", { id: ticket.id }).then(
      (answer) => setText(answer.text),
      (error: unknown) => setFailure(sentenceOf(error)),
    );
  }

  const Arrow = open ? ChevronDown : ChevronRight;
  return (
    <div className="mt-1.5">
      <button
        type="button"
        aria-expanded={open}
        aria-controls={region}
        onClick={toggle}
        className="inline-flex items-center gap-1 rounded-sm text-sm text-muted hover:text-text"
      >
        <Arrow aria-hidden size={13} />
        {t("lines", { count: ticket.lines })}
      </button>
      <div id={region} hidden={!open}>
        {failure === null ? null : (
          <p role="alert" className="text-sm text-failed">
            {failure}
          </p>
        )}
        {open && text === null && failure === null ? (
          <p role="status" className="flex items-center gap-1.5 text-sm text-muted">
            <Spinner size={12} /> {t("fetching")}
          </p>
        ) : null}
        {text === null ? null : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          <pre tabIndex={0} className="mt-1 max-h-72 overflow-auto rounded-md bg-sunken p-2 text-xs leading-4">
            <PrintedText text={text} />
          </pre>
        )}
      </div>
    </div>
  );
}
