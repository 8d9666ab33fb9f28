import type { AuthoredExperiment } from "#app/_server/experiments/authored-experiment";
import { type Content, contentOfVersion, versionOfContent } from "#app/_server/experiments/experiment-content";
import type { Database } from "#prisma/client";
import type { DraftFileView, DraftView, VersionEntry } from "#shared/authoring/draft";
import { draftBounds } from "#shared/authoring/draft";

/** A file of a draft as its row says it. */
export interface DraftRow {
  readonly path: string;
  readonly executable: boolean;
  readonly content: Uint8Array<ArrayBuffer>;
  readonly revision: number;
  readonly changedBy: string;
  readonly changedAt: Date;
}

/** A draft with its files, by path. */
export interface Draft {
  readonly revision: number;
  readonly base: number | null;
  readonly files: readonly DraftRow[];
}

const withFiles = { files: { orderBy: { path: "asc" } } } as const;

/**
 * The draft of an experiment. When there is none yet it begins as the newest version; one that nobody has changed since
 * follows newer versions, such as those that are imported from a folder.
 */
export async function openDraft(db: Database, experimentId: string): Promise<Draft> {
  const [draft, newest] = await Promise.all([
    db.experimentDraft.findUnique({ where: { experimentId }, include: withFiles }),
    db.experimentVersion.findFirst({
      where: { experimentId, trial: false },
      orderBy: { number: "desc" },
      include: { files: true },
    }),
  ]);
  if (newest === null) return draft ?? { revision: 0, base: null, files: [] };
  if (draft === null) return replaceDraft(db, experimentId, contentOfVersion(newest), newest.number, "");
  if (draft.base === null || draft.base >= newest.number) return draft;
  const base = await db.experimentVersion.findUnique({
    where: { experimentId_number: { experimentId, number: draft.base } },
    select: { hash: true },
  });
  if (base?.hash !== versionOfContent(draft.files).hash) return draft;
  return replaceDraft(db, experimentId, contentOfVersion(newest), newest.number, "");
}

/** Puts a whole folder into the place of the draft; what its other authors had not saved meets it as a conflict. */
export async function replaceDraft(
  db: Database,
  experimentId: string,
  content: Content,
  base: number | null,
  changedBy: string,
): Promise<Draft> {
  return db.$transaction(async (tx) => {
    const { revision } = await tx.experimentDraft.upsert({
      where: { experimentId },
      create: { experimentId, base, revision: 1 },
      update: { base, revision: { increment: 1 } },
    });
    await tx.draftFile.deleteMany({ where: { experimentId } });
    await tx.draftFile.createMany({
      data: content.map(({ path, executable, content: bytes }) => ({
        ...{ experimentId, path, executable, revision, changedBy },
        content: bytes,
      })),
    });
    return tx.experimentDraft.findUniqueOrThrow({ where: { experimentId }, include: withFiles });
  });
}

/** All that an author's page shows. */
export async function viewDraft(db: Database, experiment: AuthoredExperiment): Promise<DraftView> {
  const draft = await openDraft(db, experiment.id);
  const versions = await db.experimentVersion.findMany({
    where: { experimentId: experiment.id, trial: false },
    orderBy: { number: "desc" },
    select: {
      ...{ number: true, title: true, note: true, publishedBy: true, createdAt: true, hash: true },
      _count: {
        select: { workspaces: { where: { owner: { memberships: { some: { courseId: experiment.course.id } } } } } },
      },
    },
  });
  const entries = versions.map(
    ({ hash: _, _count, createdAt, ...version }): VersionEntry => ({
      ...version,
      createdAt: createdAt.getTime(),
      workspaces: _count.workspaces,
    }),
  );
  return {
    revision: draft.revision,
    visible: experiment.visible,
    changed: versions[0]?.hash !== versionOfContent(draft.files).hash,
    files: draft.files.map(fileView),
    versions: entries,
  };
}

/** A file as pages know it. */
export function fileView({ content, changedAt, ...row }: DraftRow): DraftFileView {
  return {
    ...{ path: row.path, executable: row.executable, revision: row.revision, changedBy: row.changedBy },
    text: textOf(content),
    size: content.byteLength,
    changedAt: changedAt.getTime(),
  };
}

/** The bytes as text, or null when they are none. */
export function textOf(content: Uint8Array): string | null {
  if (content.byteLength > draftBounds.fileBytes || content.includes(0)) return null;
  try {
    return new TextDecoder("utf8", { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    return null;
  }
}
