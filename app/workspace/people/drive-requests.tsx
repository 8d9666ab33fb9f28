"use client";
import { PencilLine } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Avatar } from "#app/ui/avatar";
import { Button } from "#app/ui/button";
import { sentenceOf } from "#app/workspace/connection/call-error";
import { usePeople, useRelation } from "#app/workspace/people/use-people";
import { useConnection } from "#app/workspace/session/session-context";
import type { PersonView } from "#shared/people";

/** For the owner: who asks to type, with yes and no; floats below the bar, so that nothing jumps. */
export function DriveRequests() {
  const owns = useRelation() === "owner";
  const asking = usePeople().filter(({ askedAt, relation }) => askedAt !== undefined && relation !== "owner");
  if (!owns || asking.length === 0) return null;
  return (
    <div className="pointer-events-none fixed inset-x-2 top-12 z-30 mx-auto flex max-w-xl flex-col gap-2">
      {asking.map((person) => (
        <DriveRequest key={person.user} person={person} />
      ))}
    </div>
  );
}

function DriveRequest({ person }: { person: PersonView }) {
  const t = useTranslations("workspace");
  const connection = useConnection();
  const [busy, setBusy] = useState<"yes" | "no" | null>(null);
  const [failure, setFailure] = useState<string | null>(null);

  function answer(grant: boolean): void {
    setBusy(grant ? "yes" : "no");
    setFailure(null);
    connection
      .call("drive:answer", { user: person.user, grant })
      .catch((error: unknown) => setFailure(sentenceOf(error)))
      .finally(() => setBusy(null));
  }

  return (
    <div
      role="alert"
      aria-label={t("drive.requestLabel", { name: person.name })}
      className="pointer-events-auto flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg border border-accent bg-raised p-3 shadow-raised"
    >
      <Avatar name={person.name} color={person.color} />
      <div className="min-w-0 flex-1 basis-56">
        <p className="flex items-center gap-1.5 font-medium">
          <PencilLine aria-hidden size={14} /> {t("drive.request", { name: person.name })}
        </p>
        <p className="text-sm text-muted">{t("drive.requestHint")}</p>
        {failure === null ? null : <p className="text-sm text-failed">{failure}</p>}
      </div>
      <div className="flex gap-2">
        <Button busy={busy === "no"} onClick={() => answer(false)}>
          {t("people.refuse")}
        </Button>
        <Button variant="primary" busy={busy === "yes"} onClick={() => answer(true)}>
          {t("people.allow")}
        </Button>
      </div>
    </div>
  );
}
