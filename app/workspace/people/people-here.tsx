"use client";
import { clsx } from "clsx";
import { Eye, PencilLine, Users } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { Avatar } from "#app/ui/avatar";
import { IconButton } from "#app/ui/icon-button";
import { presenceSentence } from "#app/workspace/people/people-words";
import { usePeople, usePeopleDesk, useSelf } from "#app/workspace/people/use-people";
import type { PersonView } from "#shared/people";

/** As many avatars as the bar has room for. */
const shown = 3;

/** Who else is here, always in sight: name, colour, whether they watch or type, since when. A click shows everybody. */
export function PeopleHere() {
  const t = useTranslations("workspace");
  const language = useLocale();
  const [, desk] = usePeopleDesk();
  const self = useSelf();
  const others = usePeople().filter(({ user, pages }) => user !== self?.user && pages > 0);
  const words = others.map((person) => presenceSentence(person, t, language)).join(", ");
  const open = () => desk.setState("here", true);
  return (
    <>
      <span role="status" className="sr-only">
        {words}
      </span>
      {others.length === 0 ? (
        <IconButton
          label={t("presence.nobodyElse")}
          icon={<Users aria-hidden size={15} />}
          onClick={open}
          className="max-md:hidden"
        />
      ) : (
        <button
          type="button"
          aria-label={t("presence.peopleHere", { people: words })}
          title={words}
          onClick={open}
          className="flex h-7 shrink-0 items-center gap-1.5 rounded-md px-1 hover:bg-hover"
        >
          <span className="flex -space-x-1.5">
            {others.slice(0, shown).map((person, index) => (
              <PersonMark key={person.user} person={person} className={clsx(index > 0 && "max-sm:hidden")} />
            ))}
          </span>
          {others.length > shown ? <span className="text-sm text-muted">+{others.length - shown}</span> : null}
          {self?.relation === "owner" ? <Caption others={others} /> : null}
        </button>
      )}
    </>
  );
}

function PersonMark({ person, className }: { person: PersonView; className: string }) {
  const Mark = person.right === "view" ? Eye : PencilLine;
  const visits = person.relation !== "owner";
  return (
    <span className={clsx("relative inline-flex", className)}>
      <Avatar name={person.name} color={person.color} className="ring-2 ring-canvas" />
      {visits ? (
        <span
          aria-hidden
          className="absolute -right-1 -bottom-1 inline-flex size-3.5 items-center justify-center rounded-full border border-line bg-raised text-text"
        >
          <Mark size={9} />
        </span>
      ) : null}
    </span>
  );
}

/** The first one in words, where there is room. */
function Caption({ others }: { others: readonly PersonView[] }) {
  const t = useTranslations("workspace");
  const language = useLocale();
  const [first] = others;
  if (first === undefined) return null;
  return (
    <span className="max-w-56 truncate text-sm text-muted max-xl:hidden">{presenceSentence(first, t, language)}</span>
  );
}
