import type { HelpAbout, HelpView } from "#shared/help";
import type { AuditEntry, PersonView, Relation } from "#shared/people";
import type { BuildView, InstanceView } from "#shared/views";

/** "Tom Tutor watches since 14:02". */
export function presenceSentence(person: PersonView): string {
  const does = person.relation === "owner" ? "is here" : person.right === "view" ? "watches" : "may type";
  return `${person.name} ${does} since ${clockOf(person.drivesSince ?? person.since)}`;
}

/** A moment's hour and minute. */
export function clockOf(time: number): string {
  return new Date(time).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}

const relations: Record<Relation, string> = { owner: "owner", guest: "invited", teacher: "teaches the course" };

/** How somebody comes to be here. */
export function relationWord(relation: Relation): string {
  return relations[relation];
}

/** What the top bar says of a raised hand. */
export function helpWord(help: HelpView): string {
  if (help.state === "taken") return `${help.by?.name ?? "A tutor"} is on it`;
  if (help.state === "paused") return "Help is paused";
  return help.position === undefined || help.position <= 1 ? "Next in line" : `${ordinal(help.position)} in line`;
}

function ordinal(position: number): string {
  const suffix = { one: "st", two: "nd", few: "rd", other: "th" }[ordinals.select(position) as "one"];
  return `${position}${suffix}`;
}

const ordinals = new Intl.PluralRules("en", { type: "ordinal" });

/** What went wrong last and is still wrong: the newest build, or an instance whose program failed. */
export function lastFailure(builds: readonly BuildView[], instances: readonly InstanceView[]): HelpAbout | undefined {
  const [newest] = builds;
  const failedBuild = newest?.state === "failed" || newest?.state === "timed-out" ? newest : undefined;
  const failed = instances
    .filter((instance) => instance.state === "failed" || instance.health === "unhealthy")
    .toSorted((a, b) => endOf(b) - endOf(a))[0];
  const buildAt = failedBuild?.endedAt ?? failedBuild?.createdAt ?? 0;
  if (failed !== undefined && endOf(failed) >= buildAt) return { kind: "instance", name: failed.name };
  return failedBuild === undefined ? undefined : aboutBuild(failedBuild);
}

/** A build as what a question is about. */
export function aboutBuild({ id, number }: Pick<BuildView, "id" | "number">): HelpAbout {
  return { kind: "build", id, number };
}

function endOf({ run }: InstanceView): number {
  return run?.endedAt ?? run?.startedAt ?? 0;
}

/** What happened, as a sentence without its subject's time. */
export function auditSentence({ kind, by, whom, right, note }: AuditEntry): string {
  const who = by.name;
  const other = whom?.name ?? "somebody";
  const may = right === "drive" ? "watch and type" : "watch";
  const sentence = {
    "watch.started": `${who} began to watch.`,
    "watch.ended": `${who} left.`,
    "drive.asked": `${who} asked to type.`,
    "drive.withdrawn": `${who} no longer asks to type.`,
    "drive.granted": whom === undefined ? `${who} was let type.` : `${who} let ${other} type.`,
    "drive.refused": `${who} did not let ${other} type.`,
    "drive.revoked": `${who} stopped ${other} from typing.`,
    "drive.released": `${who} gave up typing.`,
    "drive.ended": `${who} may no longer type.`,
    "guest.invited": `${who} invited ${other} to ${may}.`,
    "guest.changed": `${who} now lets ${other} ${may}.`,
    "guest.accepted": `${who} came for the first time.`,
    "guest.removed": `${who} ended the invitation of ${other}.`,
    "guest.left": `${who} left for good.`,
    "help.raised": `${who} raised a hand.`,
    "help.withdrawn": `${who} took the hand down.`,
    "help.taken": `${who} took the question.`,
    "help.paused": `${who} put the question aside for now.`,
    "help.closed": `${who} closed the question.`,
    "machines.stopped": `${who} stopped everything that ran here.`,
  }[kind];
  return note === undefined ? sentence : `${sentence} ${note}`;
}
