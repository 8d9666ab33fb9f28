"use client";
import { clsx } from "clsx";
import { Hand } from "lucide-react";
import { useTranslations } from "next-intl";
import { helpWord } from "#app/workspace/people/people-words";
import { usePeopleDesk, useRelation } from "#app/workspace/people/use-people";
import { useWorkspace } from "#app/workspace/session/session-context";

/** Raises a hand, or says how it stands with the one that is raised; for visitors only when it is. */
export function HelpButton() {
  const t = useTranslations("workspace.help");
  const help = useWorkspace((state) => state.help);
  const [, desk] = usePeopleDesk();
  const relation = useRelation();
  const mayRaise = useWorkspace((state) => state.people?.you.right === "own");
  if (relation === undefined || (!mayRaise && help === null)) return null;
  const word = help === null ? t("raiseHand") : helpWord(help, t);
  return (
    <button
      type="button"
      aria-label={help === null ? word : t("raised", { standing: word })}
      title={help === null ? t("ask") : help.sentence}
      onClick={() => desk.setState("help", true)}
      className={clsx(
        "inline-flex h-7 shrink-0 items-center gap-1.5 rounded-md px-2 font-medium",
        help === null && "text-muted hover:bg-hover hover:text-text",
        help?.state === "waiting" && "bg-waiting-soft text-waiting",
        help?.state === "taken" && "bg-running-soft text-running",
        help?.state === "paused" && "bg-stopped-soft text-stopped",
      )}
    >
      <Hand aria-hidden size={15} />
      <span className="max-w-40 truncate max-md:hidden">{word}</span>
    </button>
  );
}
