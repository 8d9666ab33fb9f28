import type { z } from "zod";
import { type DraftRow, fileView } from "#app/_server/experiments/drafts";
import { bytesOf, checkBounds } from "#app/_server/experiments/experiment-content";
import type { Database } from "#prisma/client";
import { type DraftFileView, isFixed, type MoveFiles, type RemoveFiles, type SaveFile } from "#shared/authoring/draft";
import { UserError } from "#shared/failures";

/** What became of a save: the file as it is now, or the other text that was saved meanwhile (null: the file was removed). */
export type Saved =
  | { readonly ok: true; readonly file: DraftFileView }
  | { readonly ok: false; readonly current: DraftFileView | null };

type Transaction = Parameters<Parameters<Database["$transaction"]>[0]>[0];

/** Saves one file if nobody has changed it since; nothing is ever overwritten unseen. Throws UserError `limit` or `invalid`. */
export async function saveDraftFile(
  db: Database,
  experimentId: string,
  author: string,
  wanted: SaveFile,
): Promise<Saved> {
  const content = contentOf(wanted);
  return db.$transaction(async (tx) => {
    const { path, base } = wanted;
    const known = await tx.draftFile.findUnique({ where: { experimentId_path: { experimentId, path } } });
    if ((known?.revision ?? null) !== base) {
      // Two who made the same file with the same text agree.
      if (known !== null && sameBytes(known.content, content)) return { ok: true, file: fileView(known) };
      return { ok: false, current: known === null ? null : fileView(known) };
    }
    await checkRoom(tx, experimentId, path, content.byteLength);
    const changed = {
      ...{ content, changedBy: author, changedAt: new Date() },
      revision: await nextRevision(tx, experimentId),
      executable: wanted.executable ?? known?.executable ?? false,
    };
    const row: DraftRow = await tx.draftFile.upsert({
      where: { experimentId_path: { experimentId, path } },
      create: { experimentId, path, ...changed },
      update: changed,
    });
    return { ok: true, file: fileView(row) };
  });
}

/** Removes files, all or none. Throws UserError `conflict` when one has changed since it was seen. */
export async function removeDraftFiles(
  db: Database,
  experimentId: string,
  { files }: z.infer<typeof RemoveFiles>,
): Promise<void> {
  if (files.some(({ path }) => isFixed(path)))
    throw new UserError("refused", "Every experiment has a compose.yaml and a README.md; they cannot be removed.");
  await db.$transaction(async (tx) => {
    await nextRevision(tx, experimentId);
    for (const { path, revision } of files) {
      const { count } = await tx.draftFile.deleteMany({ where: { experimentId, path, revision } });
      if (count === 0) throw changedMeanwhile(path);
    }
  });
}

/** Gives files another place, all or none. Throws UserError `conflict` when one has changed since, or when something is there already. */
export async function moveDraftFiles(
  db: Database,
  experimentId: string,
  author: string,
  { files }: z.infer<typeof MoveFiles>,
): Promise<void> {
  if (files.some(({ path, to }) => isFixed(path) || isFixed(to)))
    throw new UserError("refused", "compose.yaml and README.md keep their names and their place.");
  await db.$transaction(async (tx) => {
    const next = await nextRevision(tx, experimentId);
    for (const { path, revision, to } of files) {
      const taken = await tx.draftFile.count({ where: { experimentId, path: to } });
      if (taken > 0) throw new UserError("conflict", `There is already a file ${to}.`);
      const { count } = await tx.draftFile.updateMany({
        where: { experimentId, path, revision },
        data: { path: to, revision: next, changedBy: author, changedAt: new Date() },
      });
      if (count === 0) throw changedMeanwhile(path);
    }
    const rows = await tx.draftFile.findMany({ where: { experimentId }, select: { path: true } });
    refuseFolderFile(rows.map((row) => row.path));
  });
}

/** Throws UserError `conflict` when a file lies in what is a file itself. */
function refuseFolderFile(paths: readonly string[]): void {
  const known = new Set(paths);
  for (const inner of paths) {
    const parts = inner.split("/");
    const outer = parts.map((_, index) => parts.slice(0, index).join("/")).find((folder) => known.has(folder));
    if (outer !== undefined)
      throw new UserError("conflict", `${inner} and ${outer} cannot both be: one of them would be a folder.`);
  }
}

function contentOf({ text, base64 }: SaveFile): Uint8Array<ArrayBuffer> {
  if (text !== undefined) return bytesOf(text);
  if (base64 !== undefined) return new Uint8Array(Buffer.from(base64, "base64"));
  throw new UserError("invalid", "A save says what the file is to hold.");
}

async function checkRoom(tx: Transaction, experimentId: string, path: string, size: number): Promise<void> {
  const rows = await tx.draftFile.findMany({ where: { experimentId }, select: { path: true, content: true } });
  const others = rows.filter((row) => row.path !== path);
  refuseFolderFile([...others.map((row) => row.path), path]);
  checkBounds([...others.map((row) => ({ path: row.path, size: row.content.byteLength })), { path, size }]);
}

async function nextRevision(tx: Transaction, experimentId: string): Promise<number> {
  const { revision } = await tx.experimentDraft.update({
    where: { experimentId },
    data: { revision: { increment: 1 } },
  });
  return revision;
}

function changedMeanwhile(path: string): UserError {
  return new UserError("conflict", `${path} was changed by somebody else meanwhile. Look at it, then try again.`);
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
