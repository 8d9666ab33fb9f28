import type { ContentStore } from "#server/artifacts/content-store";
import type { Checks } from "#server/checks/checks";
import type { Files } from "#server/files/files";
import { createOperationQueue } from "#server/files/operation-queue";
import { commandOf } from "#server/instances/instance-view";
import type { Instances } from "#server/instances/instances";
import type { Hub } from "#server/sockets/handlers";
import { harvest, takeSnapshot } from "#server/submissions/snapshot";
import type { Setting, SubmissionRecords } from "#server/submissions/submission-records";
import type { Workspaces } from "#server/workspaces/workspaces";
import type { CheckRunView } from "#shared/checks/views";
import type { Question } from "#shared/experiment/experiment";
import { UserError } from "#shared/failures";
import type { WorkspaceId } from "#shared/ids";
import {
  allSubmissions,
  type CheckSummary,
  type HandedIn,
  type HandInPlan,
  type HandInWish,
  type SubmittedAnswer,
  type SubmittedCheck,
  type SubmittedLaunch,
} from "#shared/submissions/submission";

/** What students hand in: a copy of their files at one moment, with what was known then. */
export interface Submissions {
  /** What handing in would take along now. Throws UserError("refused") where nothing can be handed in. */
  plan(workspace: WorkspaceId): Promise<HandInPlan>;
  /** Hands in, once for each key. Durable when it resolves; before that nobody sees anything of it. */
  handIn(workspace: WorkspaceId, wish: HandInWish): Promise<HandedIn>;
  /** Removes contents that no submission refers to any more. */
  sweep(): Promise<void>;
}

interface SubmissionsParts {
  readonly records: SubmissionRecords;
  readonly store: ContentStore;
  readonly files: Pick<Files, "hold" | "sourceHash" | "changedSince">;
  readonly workspaces: Pick<Workspaces, "load" | "ready">;
  readonly instances: Pick<Instances, "all">;
  readonly checks: Pick<Checks, "list">;
  /** Resolves when everything that was typed into the files is in them. */
  readonly settleTexts: (workspace: WorkspaceId) => Promise<void>;
  readonly hub: Hub;
  readonly now?: () => Date;
}

/** The submissions of this server's workspaces. */
export function createSubmissions(parts: SubmissionsParts): Submissions {
  const { records, store, files, workspaces, instances, checks, settleTexts, hub, now = () => new Date() } = parts;
  const queue = createOperationQueue<WorkspaceId>();

  async function settingOf(workspace: WorkspaceId): Promise<Setting> {
    const setting = await records.setting(workspace);
    if (setting.trial)
      throw new UserError(
        "refused",
        "This workspace is a trial: what is in it is nobody's work, and cannot be handed in.",
      );
    if (setting.archived) throw new UserError("refused", "This course is archived: nothing is handed in any more.");
    return setting;
  }

  /** The last run of the checks that came to a result. */
  async function checkOf(workspace: WorkspaceId, hash: string): Promise<SubmittedCheck | null> {
    const { runs } = await checks.list(workspace);
    const run = runs.find(isDecided);
    if (run === undefined) return null;
    const endedAt = run.endedAt ?? run.createdAt;
    const built = await records.builtFrom(workspace, run.createdAt, endedAt);
    const changedSince = built === undefined ? await files.changedSince(workspace, run.createdAt) : built !== hash;
    // The first part is the preparation, which is no check of the experiment.
    const [, ...parts] = run.parts;
    const passed = parts.filter(({ state }) => state === "passed").length;
    const { id, number, state } = run;
    return { id, number, state, endedAt, passed, of: parts.length, changedSince, parts: run.parts };
  }

  async function launchesOf(workspace: WorkspaceId): Promise<SubmittedLaunch[]> {
    return (await instances.all(workspace)).map((instance) => ({
      instance: instance.name,
      command: commandOf(instance),
      chosen: Object.keys(instance.deployment?.launch ?? {}).length > 0,
    }));
  }

  /** Space that students fill is limited: that of their submissions too. */
  async function refuseTooMuch(setting: Setting, root: string): Promise<void> {
    const [{ count, bytes }, next] = await Promise.all([records.usage(setting), harvest(root)]);
    if (count < allSubmissions.count && bytes + next.bytes <= allSubmissions.bytes) return;
    throw new UserError(
      "limit",
      "Your submissions of this experiment are 100, or would hold more than 256 MB together. Remove what builds have made, or ask your tutor which one should count.",
    );
  }

  async function takeIn(workspace: WorkspaceId, wish: HandInWish, at: Date): Promise<HandedIn> {
    const setting = await settingOf(workspace);
    const { experiment } = await workspaces.ready(workspace);
    const answers = answersTo(experiment.questions, wish.answers);
    await settleTexts(workspace);
    const { snapshot, sourceHash } = await files.hold(workspace, async (root) => {
      await refuseTooMuch(setting, root);
      return { snapshot: await takeSnapshot(store, root), sourceHash: await files.sourceHash(workspace) };
    });
    const [launches, check] = await Promise.all([launchesOf(workspace), checkOf(workspace, sourceHash)]);
    const rest = { answers, comment: wish.comment.trim(), launches, check };
    const receipt = await records.add(workspace, setting, { key: wish.key, at, snapshot, sourceHash, ...rest });
    hub.publish(workspace, "submission:added", receipt);
    return receipt;
  }

  return {
    async plan(workspace) {
      const setting = await settingOf(workspace);
      const { experiment } = await workspaces.ready(workspace);
      await settleTexts(workspace);
      const taken = await files.hold(workspace, harvest);
      const hash = await files.sourceHash(workspace);
      const [{ outline }, check, last] = await Promise.all([
        checks.list(workspace),
        checkOf(workspace, hash),
        records.last(setting),
      ]);
      return {
        ...{ files: taken.files.length, bytes: taken.bytes, leftOut: taken.leftOut },
        questions: experiment.questions.map((question) => ({ ...question })),
        checkable: outline.checks.length > 0,
        check: check === null ? null : withoutParts(check),
        dueAt: setting.due?.at.getTime() ?? null,
        late: setting.due !== undefined && now() > setting.due.at,
        last:
          last === undefined
            ? null
            : {
                ...{ number: last.number, at: last.at.getTime(), comment: last.comment },
                answers: [...last.answers],
                same: last.workspace === workspace && last.sourceHash === hash,
              },
      };
    },
    handIn(workspace, wish) {
      // The moment that counts is the one in which the student asked.
      const at = now();
      return queue.run(
        workspace,
        async () => (await records.byKey(workspace, wish.key)) ?? (await takeIn(workspace, wish, at)),
      );
    },
    sweep: () => store.sweep((kind, sha256) => (kind === "folder" ? records.isUsed(sha256) : Promise.resolve(false))),
  };
}

function isDecided({ state }: CheckRunView): boolean {
  return state === "passed" || state === "failed" || state === "broken";
}

function withoutParts({ parts: _parts, ...summary }: SubmittedCheck): CheckSummary {
  return summary;
}

/** The answers in the order of the questions; what was not asked is left out. Throws UserError when one is missing that must be there. */
function answersTo(questions: readonly Question[], given: HandInWish["answers"]): SubmittedAnswer[] {
  return questions.map(({ id, text, required }) => {
    const answer = given.find((one) => one.id === id)?.answer.trim() ?? "";
    if (required && answer === "")
      throw new UserError("invalid", `This question must be answered before you hand in: ${text}`);
    return { id, question: text, answer };
  });
}
