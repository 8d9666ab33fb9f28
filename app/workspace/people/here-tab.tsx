"use client";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import type { Language } from "#app/i18n/languages";
import type { Translator } from "#app/i18n/translator";
import { Avatar } from "#app/ui/avatar";
import { Button } from "#app/ui/button";
import { Confirm } from "#app/ui/confirm";
import { clockOf } from "#app/workspace/people/people-words";
import { usePeople, useRelation, useSelf } from "#app/workspace/people/use-people";
import { useConnection, useSession, useWorkspace } from "#app/workspace/session/session-context";
import type { PersonView } from "#shared/people";

/** Everybody who is here: since when, on how many pages, and whether they may type; the owner can take that away. */
export function HereTab({ onClose }: { onClose: () => void }) {
  const t = useTranslations("workspace.people");
  const people = usePeople();
  const relation = useRelation();
  const tutorsMayDrive = useWorkspace((state) => state.people?.tutorsMayDrive ?? false);
  return (
    <div className="pt-3">
      <ul aria-label={t("list")} className="flex flex-col divide-y divide-line">
        {people.map((person) => (
          <Person key={person.user} person={person} />
        ))}
      </ul>
      {relation === "owner" ? (
        <p className="mt-3 text-sm text-muted">{tutorsMayDrive ? t("tutorsMayDrive") : t("tutorsAsk")}</p>
      ) : null}
      {relation === "guest" ? <Leave onClose={onClose} /> : null}
    </div>
  );
}

function Person({ person }: { person: PersonView }) {
  const t = useTranslations("workspace.people");
  const language = useLocale();
  const { commands } = useSession();
  const connection = useConnection();
  const owns = useRelation() === "owner";
  const isSelf = useSelf()?.user === person.user;
  const drives = person.relation !== "owner" && person.right !== "view";
  const answer = (grant: boolean) =>
    void connection.call("drive:answer", { user: person.user, grant }).catch(commands.report);
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
      <Avatar name={person.name} color={person.color} />
      <div className="min-w-0 flex-1 basis-48">
        <p className="truncate font-medium">
          {person.name}
          {isSelf ? <span className="font-normal text-muted"> {t("you")}</span> : null}
        </p>
        <p className="text-sm text-muted">
          {t.rich("hereSince", {
            relation: t(person.relation),
            since: clockOf(person.since, language),
            time: (since) => <time dateTime={new Date(person.since).toISOString()}>{since}</time>,
          })}
          {pagesWord(person.pages, t)}
        </p>
      </div>
      <span className={drives ? "text-sm font-medium text-failed" : "text-sm text-muted"}>
        {rightWord(person, t, language)}
      </span>
      {owns && person.askedAt !== undefined ? (
        <>
          <Button size="sm" onClick={() => answer(false)}>
            {t("refuse")}
          </Button>
          <Button size="sm" variant="primary" onClick={() => answer(true)}>
            {t("allow")}
          </Button>
        </>
      ) : null}
      {owns && drives ? (
        <Button
          size="sm"
          variant="danger"
          aria-label={t("stopOne", { name: person.name })}
          onClick={() => void connection.call("drive:revoke", { user: person.user }).catch(commands.report)}
        >
          {t("stop")}
        </Button>
      ) : null}
    </li>
  );
}

function pagesWord(pages: number, t: Translator<"workspace.people">): string {
  if (pages === 0) return ` · ${t("lost")}`;
  return pages === 1 ? "" : ` · ${t("pages", { count: pages })}`;
}

function rightWord(person: PersonView, t: Translator<"workspace.people">, language: Language): string {
  const { relation, right, askedAt, drivesSince } = person;
  if (relation === "owner") return "";
  if (right === "view") return askedAt === undefined ? t("watches") : t("asksToType");
  return drivesSince === undefined ? t("mayType") : t("mayTypeSince", { time: clockOf(drivesSince, language) });
}

function Leave({ onClose }: { onClose: () => void }) {
  const t = useTranslations("workspace.people");
  const { commands } = useSession();
  const connection = useConnection();
  const [asking, setAsking] = useState(false);
  return (
    <div className="mt-3">
      <Button size="sm" onClick={() => setAsking(true)}>
        {t("leave")}
      </Button>
      <Confirm
        open={asking}
        onOpenChange={setAsking}
        title={t("leaveTitle")}
        description={t("leaveDescription")}
        action={t("leaveAction")}
        onConfirm={() => {
          onClose();
          void connection.call("guest:leave", {}).catch(commands.report);
        }}
      />
    </div>
  );
}
