"use client";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { peopleCommands } from "#app/workspace/people/people-commands";
import { usePeopleDesk } from "#app/workspace/people/use-people";
import { useCommands, useSession } from "#app/workspace/session/session-context";

const PeopleDialog = dynamic(() => import("#app/workspace/people/people-dialog").then((module) => module.PeopleDialog));
const HelpDialog = dynamic(() => import("#app/workspace/people/help-dialog").then((module) => module.HelpDialog));

/** The dialogs about people, loaded when one is first opened, and their commands. */
export function PeopleDialogs() {
  const t = useTranslations("workspace.peopleCommands");
  const session = useSession();
  const [open, desk] = usePeopleDesk();
  useCommands(() => peopleCommands(session, t), [session, t]);
  const close = () => desk.setState(null, true);
  if (open === null) return null;
  if (open === "help") return <HelpDialog onClose={close} />;
  return <PeopleDialog tab={open} onTab={(tab) => desk.setState(tab, true)} onClose={close} />;
}
