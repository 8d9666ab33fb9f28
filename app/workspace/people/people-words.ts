import { type Language, regions } from "#app/i18n/languages";
import type { Translator } from "#app/i18n/translator";
import type { HelpAbout, HelpView } from "#shared/help";
import type { AuditEntry, PersonView } from "#shared/people";
import type { BuildView, InstanceView } from "#shared/views";

/** "Tom Tutor watches since 14:02". */
export function presenceSentence(person: PersonView, t: Translator<"workspace">, language: Language): string {
  const does = person.relation === "owner" ? "here" : person.right === "view" ? "watches" : "types";
  return t(`presence.${does}`, { name: person.name, time: clockOf(person.drivesSince ?? person.since, language) });
}

/** A moment's hour and minute. */
export function clockOf(time: number, language: Language): string {
  return new Date(time).toLocaleTimeString(regions[language], { hour: "2-digit", minute: "2-digit" });
}

/** What the top bar says of a raised hand. */
export function helpWord({ state, by, position = 1 }: HelpView, t: Translator<"workspace.help">): string {
  if (state === "taken") return t("taken", { name: by?.name ?? t("aTutor") });
  if (state === "paused") return t("paused");
  return position <= 1 ? t("next") : t("inLine", { position });
}

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

const auditKeys = {
  "watch.started": "watchStarted",
  "watch.ended": "watchEnded",
  "drive.asked": "driveAsked",
  "drive.withdrawn": "driveWithdrawn",
  "drive.granted": "driveGranted",
  "drive.refused": "driveRefused",
  "drive.revoked": "driveRevoked",
  "drive.released": "driveReleased",
  "drive.ended": "driveEnded",
  "guest.invited": "guestInvited",
  "guest.changed": "guestChanged",
  "guest.accepted": "guestAccepted",
  "guest.removed": "guestRemoved",
  "guest.left": "guestLeft",
  "help.raised": "helpRaised",
  "help.withdrawn": "helpWithdrawn",
  "help.taken": "helpTaken",
  "help.paused": "helpPaused",
  "help.closed": "helpClosed",
  "machines.stopped": "machinesStopped",
} as const satisfies Record<AuditEntry["kind"], string>;

/** What happened, as a sentence without its subject's time. */
export function auditSentence(
  entry: AuditEntry,
  t: Translator<"workspace.audit">,
  inWords: (note: string) => string,
): string {
  const { kind, by, whom, right = "view", note } = entry;
  const key = kind === "drive.granted" && whom === undefined ? "driveGrantedByCourse" : auditKeys[kind];
  const sentence = t(key, { who: by.name, other: whom?.name ?? t("somebody"), right });
  if (note === undefined) return sentence;
  // What somebody asked stays in their words.
  return `${sentence} ${kind === "help.raised" ? note : inWords(note)}`;
}
