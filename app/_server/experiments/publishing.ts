import type { AuthoredExperiment } from "#app/_server/experiments/authored-experiment";
import { openDraft, replaceDraft } from "#app/_server/experiments/drafts";
import { type Content, contentOfVersion, textAt, versionOfContent } from "#app/_server/experiments/experiment-content";
import { newId } from "#app/_server/new-id";
import type { Database } from "#prisma/client";
import { composePath, sheetPath } from "#shared/authoring/draft";
import { hasErrors, readDraft } from "#shared/authoring/draft-problems";
import type { Experiment } from "#shared/experiment/experiment";
import { UserError, unknownThing } from "#shared/failures";

/** Makes the draft a version that students see. Throws UserError `refused` with the first problem, `conflict` when it is not what was seen. */
export async function publishDraft(
  db: Database,
  experiment: AuthoredExperiment,
  author: string,
  seen: { readonly revision: number; readonly note: string },
): Promise<{ number: number }> {
  const draft = await openDraft(db, experiment.id);
  const parsed = readable(draft.files);
  if (draft.revision !== seen.revision)
    throw new UserError("conflict", "Somebody changed the draft since you looked at it. Look again, then publish.");
  const content = versionOfContent(draft.files);
  return db.$transaction(async (tx) => {
    const newest = await tx.experimentVersion.findFirst({
      where: { experimentId: experiment.id, trial: false },
      orderBy: { number: "desc" },
      select: { number: true, hash: true },
    });
    if (newest?.hash === content.hash)
      throw new UserError("refused", `Nothing has changed since version ${newest.number}.`);
    const number = (newest?.number ?? 0) + 1;
    await tx.experimentVersion.create({
      data: {
        ...versionRow(experiment.id, number, parsed, content),
        note: seen.note,
        publishedBy: author,
      },
    });
    await tx.experimentDraft.update({ where: { experimentId: experiment.id }, data: { base: number } });
    await tx.experiment.update({ where: { id: experiment.id }, data: { state: "published" } });
    return { number };
  });
}

/** Shows the experiment to students or hides it. Throws UserError `refused` when there is no version to show. */
export async function setVisible(db: Database, experiment: AuthoredExperiment, visible: boolean): Promise<void> {
  const versions = await db.experimentVersion.count({ where: { experimentId: experiment.id, trial: false } });
  if (visible && versions === 0)
    throw new UserError("refused", "Nothing is published yet: students see an experiment from its first version on.");
  await db.experiment.update({ where: { id: experiment.id }, data: { state: visible ? "published" : "draft" } });
}

/** Puts a version's files into the place of the draft. Throws what unknown things answer. */
export async function restoreVersion(
  db: Database,
  experiment: AuthoredExperiment,
  author: string,
  number: number,
): Promise<void> {
  const newest = await db.experimentVersion.findFirst({
    where: { experimentId: experiment.id, trial: false },
    orderBy: { number: "desc" },
    select: { number: true },
  });
  const content = await contentOfNumber(db, experiment.id, number);
  await replaceDraft(db, experiment.id, content, newest?.number ?? null, author);
}

/** A published version's folder. Throws what unknown things answer. */
export async function contentOfNumber(db: Database, experimentId: string, number: number): Promise<Content> {
  const version = await db.experimentVersion.findFirst({
    where: { experimentId, number, trial: false },
    include: { files: true },
  });
  if (version === null) throw unknownThing();
  return contentOfVersion(version);
}

/** The experiment that a folder describes. Throws UserError `refused` with the first problem and its line. */
export function readable(content: Content): Experiment {
  const { experiment, problems } = readDraft({
    compose: textAt(content, composePath),
    sheet: textAt(content, sheetPath),
    paths: content.map(({ path }) => path),
  });
  const [first, ...more] = problems.filter(({ severity }) => severity === "error");
  if (experiment !== null && !hasErrors(problems)) return experiment;
  const others = more.length === 0 ? "" : ` There ${more.length === 1 ? "is one more" : `are ${more.length} more`}.`;
  throw new UserError(
    "refused",
    first === undefined
      ? "This draft cannot be read."
      : `${first.file}, line ${first.line}: ${first.sentence}${others}`,
  );
}

/** A version's row with its files. */
export function versionRow(
  experimentId: string,
  number: number,
  { title, summary }: Experiment,
  { compose, sheet, hash, files }: ReturnType<typeof versionOfContent>,
) {
  return {
    ...{ id: newId(), experimentId, number, title, summary, compose, sheet, hash },
    files: { create: files },
  };
}
