"use client";
import { useTranslations } from "next-intl";
import { Dialog } from "#app/ui/dialog";
import { Tabs } from "#app/ui/tabs";
import { ActivityTab } from "#app/workspace/people/activity-tab";
import { GuestsTab } from "#app/workspace/people/guests-tab";
import { HereTab } from "#app/workspace/people/here-tab";
import type { PeopleDialogName } from "#app/workspace/people/people-desk";
import { useRelation } from "#app/workspace/people/use-people";

type Tab = Exclude<PeopleDialogName, "help">;

/** Who is here, who may come, and what happened. */
export function PeopleDialog({ tab, onTab, onClose }: { tab: Tab; onTab: (tab: Tab) => void; onClose: () => void }) {
  const t = useTranslations("workspace.people");
  const relation = useRelation();
  const owns = relation === "owner";
  const tabs = [
    { value: "here" as const, label: t("hereNow"), content: <HereTab onClose={onClose} /> },
    ...(owns ? [{ value: "guests" as const, label: t("invitations"), content: <GuestsTab /> }] : []),
    // An invited classmate sees who is here, not what was between the owner and others.
    ...(relation === "guest" ? [] : [{ value: "activity" as const, label: t("activity"), content: <ActivityTab /> }]),
  ];
  const shown = tabs.some(({ value }) => value === tab) ? tab : "here";
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())} title={t("title")}>
      <Tabs value={shown} onChange={onTab} label={t("label")} tabs={tabs} className="min-h-80" />
    </Dialog>
  );
}
