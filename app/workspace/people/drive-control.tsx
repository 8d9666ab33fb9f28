"use client";
import { Archive, Eye, Hand, OctagonX, PencilLine } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { toast } from "sonner";
import { Button } from "#app/ui/button";
import { driveCommands } from "#app/workspace/people/people-commands";
import { usePeople, useRelation, useSelf } from "#app/workspace/people/use-people";
import { useCommands, useMayDrive, useSession, useWorkspace } from "#app/workspace/session/session-context";
import type { PersonView } from "#shared/people";

/** For the owner the brake, while somebody else may type; for everybody else what they may do, and how to ask for more. */
export function DriveControl() {
  const relation = useRelation();
  const session = useSession();
  useCommands(() => driveCommands(session), [session]);
  const archived = useWorkspace((state) => state.people?.archived ?? false);
  if (relation === undefined) return null;
  if (archived) return <Archived />;
  return relation === "owner" ? <Brake /> : <Wheel />;
}

function Archived() {
  return (
    <Standing
      word="archived, to read only"
      icon={<Archive aria-hidden size={14} />}
      tone="bg-waiting-soft text-waiting"
    >
      <span className="sr-only">This course is archived: everything can be read, but nothing changed or started.</span>
    </Standing>
  );
}

function Brake() {
  const { commands } = useSession();
  const drivers = usePeople().filter(({ relation, right }) => relation !== "owner" && right !== "view");
  const [first] = drivers;
  if (first === undefined) return null;
  const who = drivers.length === 1 ? first.name : `${drivers.length} people`;
  return (
    <button
      type="button"
      aria-label={`Stop: ${who} may type in your workspace`}
      title={`${drivers.map(({ name }) => name).join(", ")} may type here. Stop takes that away at once.`}
      onClick={() => commands.run("drive.stop")}
      className="inline-flex h-7 shrink-0 items-center gap-1.5 rounded-md bg-failed px-2 font-medium text-on-failed hover:brightness-95"
    >
      <OctagonX aria-hidden size={15} />
      Stop
      <span className="max-w-40 truncate max-lg:hidden">{who}</span>
    </button>
  );
}

function Wheel() {
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
      <Standing word="you may type" icon={<PencilLine aria-hidden size={14} />} tone="bg-accent-soft text-accent-text">
        {self?.drivesSince === undefined ? null : (
          <Button size="sm" title="You only watch again" onClick={() => commands.run("drive.release")}>
            Give back
          </Button>
        )}
      </Standing>
    );
  }
  if (asked) {
    return (
      <Standing word="asked to type" icon={<Hand aria-hidden size={14} />} tone="bg-waiting-soft text-waiting">
        <Button size="sm" title="Takes the question back" onClick={() => commands.run("drive.withdraw")}>
          Cancel
        </Button>
      </Standing>
    );
  }
  const away = owner === undefined || owner.pages === 0;
  return (
    <Standing word="watching" icon={<Eye aria-hidden size={14} />} tone="text-muted">
      <Button
        size="sm"
        title={
          lets ? "This course lets tutors type; the student can stop you" : "Asks the student for the right to type"
        }
        refusal={away && !lets ? "The student is not here, so nobody could say yes." : null}
        onClick={() => commands.run("drive.ask")}
      >
        {lets ? "Type" : "Ask to type"}
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
  return (
    <span className={`inline-flex h-7 shrink-0 items-center gap-1.5 rounded-md px-1.5 text-sm ${tone}`}>
      {icon}
      <span role="status" aria-label="What you may do" className="max-sm:sr-only">
        {word}
      </span>
      {children}
    </span>
  );
}

/** Says what became of a question, and that the wheel was taken back: neither has a place of its own. What one did oneself needs no words. */
function useOutcome(self: PersonView | undefined): void {
  const { peopleDesk } = useSession();
  const before = useRef(self);
  useEffect(() => {
    const was = before.current;
    before.current = self;
    if (was === undefined || self === undefined) return;
    const meant = peopleDesk.takeIntention();
    const drove = was.right !== "view";
    const drives = self.right !== "view";
    if (!drove && drives) toast.success("You may type now.");
    else if (drove && !drives && !meant) toast("You may no longer type. You watch again.");
    else if (was.askedAt !== undefined && self.askedAt === undefined && !drives && !meant)
      toast("The answer is no. You go on watching.");
  }, [self, peopleDesk]);
}
