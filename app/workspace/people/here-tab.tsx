"use client";
import { useState } from "react";
import { Avatar } from "#app/ui/avatar";
import { Button } from "#app/ui/button";
import { Confirm } from "#app/ui/confirm";
import { clockOf, relationWord } from "#app/workspace/people/people-words";
import { usePeople, useRelation, useSelf } from "#app/workspace/people/use-people";
import { useConnection, useSession, useWorkspace } from "#app/workspace/session/session-context";
import type { PersonView } from "#shared/people";

/** Everybody who is here: since when, on how many pages, and whether they may type; the owner can take that away. */
export function HereTab({ onClose }: { onClose: () => void }) {
  const people = usePeople();
  const relation = useRelation();
  const tutorsMayDrive = useWorkspace((state) => state.people?.tutorsMayDrive ?? false);
  return (
    <div className="pt-3">
      <ul aria-label="People here" className="flex flex-col divide-y divide-line">
        {people.map((person) => (
          <Person key={person.user} person={person} />
        ))}
      </ul>
      {relation === "owner" ? (
        <p className="mt-3 text-sm text-muted">
          {tutorsMayDrive
            ? "This course lets tutors type without asking. You see it when they do, and you can stop it at any moment."
            : "Those who teach the course may watch; you always see it here. They type only after your yes."}
        </p>
      ) : null}
      {relation === "guest" ? <Leave onClose={onClose} /> : null}
    </div>
  );
}

function Person({ person }: { person: PersonView }) {
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
          {isSelf ? <span className="font-normal text-muted"> (you)</span> : null}
        </p>
        <p className="text-sm text-muted">
          {relationWord(person.relation)} · here since{" "}
          <time dateTime={new Date(person.since).toISOString()}>{clockOf(person.since)}</time>
          {pagesWord(person.pages)}
        </p>
      </div>
      <span className={drives ? "text-sm font-medium text-failed" : "text-sm text-muted"}>{rightWord(person)}</span>
      {owns && person.askedAt !== undefined ? (
        <>
          <Button size="sm" onClick={() => answer(false)}>
            Refuse
          </Button>
          <Button size="sm" variant="primary" onClick={() => answer(true)}>
            Allow
          </Button>
        </>
      ) : null}
      {owns && drives ? (
        <Button
          size="sm"
          variant="danger"
          aria-label={`Stop ${person.name} from typing`}
          onClick={() => void connection.call("drive:revoke", { user: person.user }).catch(commands.report)}
        >
          Stop
        </Button>
      ) : null}
    </li>
  );
}

function pagesWord(pages: number): string {
  if (pages === 0) return " · connection lost";
  return pages === 1 ? "" : ` · ${pages} pages`;
}

function rightWord({ relation, right, askedAt, drivesSince }: PersonView): string {
  if (relation === "owner") return "";
  if (right !== "view") return drivesSince === undefined ? "may type" : `may type since ${clockOf(drivesSince)}`;
  return askedAt === undefined ? "watches" : "asks to type";
}

function Leave({ onClose }: { onClose: () => void }) {
  const { commands } = useSession();
  const connection = useConnection();
  const [asking, setAsking] = useState(false);
  return (
    <div className="mt-3">
      <Button size="sm" onClick={() => setAsking(true)}>
        Leave for good
      </Button>
      <Confirm
        open={asking}
        onOpenChange={setAsking}
        title="Leave this workspace?"
        description="You come back only when its owner invites you again."
        action="Leave"
        onConfirm={() => {
          onClose();
          void connection.call("guest:leave", {}).catch(commands.report);
        }}
      />
    </div>
  );
}
