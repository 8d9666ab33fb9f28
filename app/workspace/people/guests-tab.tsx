"use client";
import { Copy, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { toast } from "sonner";
import { Button } from "#app/ui/button";
import { Field } from "#app/ui/field";
import { IconButton } from "#app/ui/icon-button";
import { Input } from "#app/ui/input";
import { sentenceOf } from "#app/workspace/connection/call-error";
import { useConnection, useSession, useWorkspace } from "#app/workspace/session/session-context";
import type { NamedPerson } from "#shared/help";
import type { GuestView } from "#shared/people";

type GuestRight = GuestView["right"];

const noGuests: readonly GuestView[] = [];
/** One question to the server for what is typed in one go. */
const quiet = 150;

/** Invites classmates, says what each may do, and ends invitations. */
export function GuestsTab() {
  const t = useTranslations("workspace.guests");
  const guests = useWorkspace((state) => state.people?.guests ?? noGuests);
  const { workspaceId } = useSession();
  const [failure, setFailure] = useState<string | null>(null);
  const fail = (error: unknown) => setFailure(sentenceOf(error));

  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(`${window.location.origin}/w/${workspaceId}`);
    toast(t("copied"));
  }

  return (
    <div className="flex flex-col gap-4 pt-3">
      <Candidates invited={guests.length} onFailure={fail} onDone={() => setFailure(null)} />
      {failure === null ? null : (
        <p role="alert" className="text-sm text-failed">
          {failure}
        </p>
      )}
      <section>
        <h3 className="mb-1 font-medium">{t("invited")}</h3>
        {guests.length === 0 ? (
          <p className="text-muted">{t("none")}</p>
        ) : (
          <ul aria-label={t("list")} className="flex flex-col divide-y divide-line">
            {guests.map((guest) => (
              <Guest key={guest.user} guest={guest} onFailure={fail} />
            ))}
          </ul>
        )}
        <Button size="sm" className="mt-2" icon={<Copy aria-hidden size={13} />} onClick={() => void copy()}>
          {t("copy")}
        </Button>
      </section>
    </div>
  );
}

function Candidates({
  invited,
  onFailure,
  onDone,
}: {
  invited: number;
  onFailure: (error: unknown) => void;
  onDone: () => void;
}) {
  const t = useTranslations("workspace.guests");
  const connection = useConnection();
  const [name, setName] = useState("");
  const [right, setRight] = useState<GuestRight>("view");
  const [found, setFound] = useState<readonly NamedPerson[] | null>(null);
  const [busy, setBusy] = useState<string | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: who is invited is no candidate; where a failure is shown changes nothing
  useEffect(() => {
    let current = true;
    const timer = setTimeout(() => {
      connection.call("guest:candidates", { name }).then(
        ({ people }) => (current ? setFound(people) : undefined),
        (error: unknown) => (current ? onFailure(error) : undefined),
      );
    }, quiet);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [connection, name, invited]);

  function invite(user: NamedPerson["user"]): void {
    setBusy(user);
    onDone();
    connection
      .call("guest:invite", { user, right })
      .catch(onFailure)
      .finally(() => setBusy(null));
  }

  return (
    <section className="flex flex-col gap-2">
      <div className="flex flex-wrap items-end gap-2">
        <div className="min-w-0 flex-1 basis-48">
          <Field label={t("inviteTitle")}>
            <Input
              type="search"
              placeholder={t("namePart")}
              value={name}
              maxLength={100}
              autoComplete="off"
              onChange={(event) => setName(event.target.value)}
            />
          </Field>
        </div>
        <RightChoice label={t("right")} value={right} onChange={setRight} />
      </div>
      <ul aria-label={t("classmates")} className="max-h-44 overflow-auto rounded-md border border-line">
        {found?.map((person) => (
          <li key={person.user} className="flex items-center gap-2 border-b border-line px-2 py-1 last:border-b-0">
            <span className="min-w-0 flex-1 truncate">{person.name}</span>
            <Button
              size="sm"
              aria-label={t("inviteOne", { name: person.name })}
              busy={busy === person.user}
              onClick={() => invite(person.user)}
            >
              {t("invite")}
            </Button>
          </li>
        ))}
        {found === null ? <li className="px-2 py-1.5 text-muted">{t("looking")}</li> : null}
        {found?.length === 0 ? (
          <li className="px-2 py-1.5 text-muted">{name.trim() === "" ? t("nobodyElse") : t("noSuchName")}</li>
        ) : null}
      </ul>
    </section>
  );
}

function Guest({ guest, onFailure }: { guest: GuestView; onFailure: (error: unknown) => void }) {
  const t = useTranslations("workspace.guests");
  const connection = useConnection();
  const { user, name, right, acceptedAt } = guest;
  return (
    <li className="flex flex-wrap items-center gap-2 py-1.5">
      <span className="min-w-0 flex-1 basis-32 truncate">
        {name}
        {acceptedAt === undefined ? <span className="text-sm text-muted"> · {t("notYet")}</span> : null}
      </span>
      <RightChoice
        label={t("rightOf", { name })}
        value={right}
        onChange={(next) => void connection.call("guest:invite", { user, right: next }).catch(onFailure)}
      />
      <IconButton
        label={t("remove", { name })}
        icon={<X aria-hidden size={14} />}
        onClick={() => void connection.call("guest:remove", { user }).catch(onFailure)}
      />
    </li>
  );
}

function RightChoice({
  label,
  value,
  onChange,
}: {
  label: string;
  value: GuestRight;
  onChange: (right: GuestRight) => void;
}) {
  const t = useTranslations("workspace.people");
  return (
    <select
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value === "drive" ? "drive" : "view")}
      className="h-7 rounded-md border border-line-strong bg-sunken px-1.5 text-text"
    >
      <option value="view">{t("mayWatch")}</option>
      <option value="drive">{t("mayType")}</option>
    </select>
  );
}
