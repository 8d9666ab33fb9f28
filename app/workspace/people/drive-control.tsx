"use client";
import { Archive, Eye, Hand, OctagonX, PencilLine } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef } from "react";
import { toast } from "sonner";
import { Button } from "#app/ui/button";
import { driveCommands } from "#app/workspace/people/people-commands";
import { usePeople, useRelation, useSelf } from "#app/workspace/people/use-people";
import { useCommands, useMayDrive, useSession, useWorkspace } from "#app/workspace/session/session-context";
import type { PersonView } from "#shared/people";

/** For the owner the brake, while somebody else may type; for everybody else what they may do, and how to ask for more. */
export function DriveControl() {
  const t = useTranslations("workspace.peopleCommands");
  const relation = useRelation();
  const session = useSession();
  useCommands(() => driveCommands(session, t), [session, t]);
  const archived = useWorkspace((state) => state.people?.archived ?? false);
  if (relation === undefined) return null;
  if (archived) return <Archived />;
  return relation === "owner" ? <Brake /> : <Wheel />;
}

function Archived() {
  const t = useTranslations("workspace.drive");
  return (
    <Standing word={t("archived")} icon={<Archive aria-hidden size={14} />} tone="bg-waiting-soft text-waiting">
      <span className="sr-only">{t("archivedHint")}</span>
    </Standing>
  );
}

function Brake() {
  const t = useTranslations("workspace.drive");
  const { commands } = useSession();
  const drivers = usePeople().filter(({ relation, right }) => relation !== "owner" && right !== "view");
  const [first] = drivers;
  if (first === undefined) return null;
  const who = drivers.length === 1 ? first.name : t("people", { count: drivers.length });
  return (
    <button
      type="button"
      aria-label={t("stopLabel", { who })}
      title={t("stopHint", { who: drivers.map(({ name }) => name).join(", ") })}
      onClick={() => commands.run("drive.stop")}
      className="inline-flex h-7 shrink-0 items-center gap-1.5 rounded-md bg-failed px-2 font-medium text-on-failed hover:brightness-95"
    >
      <OctagonX aria-hidden size={15} />
      {t("stop")}
      <span className="max-w-40 truncate max-lg:hidden">{who}</span>
    </button>
  );
}

function Wheel() {
  const t = useTranslations("workspace.drive");
  const ui = useTranslations("ui.actions");
  const { commands } = useSession();
  const self = useSelf();
  const mayDrive = useMayDrive();
  const owner = usePeople().find(({ relation }) => relation === "owner");
  const tutorsMayDrive = useWorkspace((state) => state.people?.tutorsMayDrive ?? false);
  const asked = self?.askedAt !== undefined;
  const lets = tutorsMayDrive && self?.relation === "teacher";
  useOutcome(self);
  if (mayDrive) {
    return (
      <Standing word={t("mayType")} icon={<PencilLine aria-hidden size={14} />} tone="bg-accent-soft text-accent-text">
        {self?.drivesSince === undefined ? null : (
          <Button size="sm" title={t("giveHint")} onClick={() => commands.run("drive.release")}>
            {t("give")}
          </Button>
        )}
      </Standing>
    );
  }
  if (asked) {
    return (
      <Standing word={t("asked")} icon={<Hand aria-hidden size={14} />} tone="bg-waiting-soft text-waiting">
        <Button size="sm" title={t("withdrawHint")} onClick={() => commands.run("drive.withdraw")}>
          {ui("cancel")}
        </Button>
      </Standing>
    );
  }
  const away = owner === undefined || owner.pages === 0;
  return (
    <Standing word={t("watching")} icon={<Eye aria-hidden size={14} />} tone="text-muted">
      <Button
        size="sm"
        title={lets ? t("typeHint") : t("askHint")}
        refusal={away && !lets ? t("away") : null}
        onClick={() => commands.run("drive.ask")}
      >
        {lets ? t("type") : t("ask")}
      </Button>
    </Standing>
  );
}

function Standing({
  word,
  icon,
  tone,
  children,
}: {
  word: string;
  icon: ReactNode;
  tone: string;
  children: ReactNode;
}) {
  const t = useTranslations("workspace.drive");
  return (
    <span className={`inline-flex h-7 shrink-0 items-center gap-1.5 rounded-md px-1.5 text-sm ${tone}`}>
      {icon}
      <span role="status" aria-label={t("label")} className="max-sm:sr-only">
        {word}
      </span>
      {children}
    </span>
  );
}

/** Says what became of a question, and that the wheel was taken back: neither has a place of its own. What one did oneself needs no words. */
function useOutcome(self: PersonView | undefined): void {
  const t = useTranslations("workspace.drive");
  const { peopleDesk } = useSession();
  const before = useRef(self);
  useEffect(() => {
    const was = before.current;
    before.current = self;
    if (was === undefined || self === undefined) return;
    const meant = peopleDesk.takeIntention();
    const drove = was.right !== "view";
    const drives = self.right !== "view";
    if (!drove && drives) toast.success(t("granted"));
    else if (drove && !drives && !meant) toast(t("revoked"));
    else if (was.askedAt !== undefined && self.askedAt === undefined && !drives && !meant) toast(t("refused"));
  }, [self, peopleDesk, t]);
}
