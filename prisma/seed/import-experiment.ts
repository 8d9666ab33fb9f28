import { randomUUID } from "node:crypto";
import type { Database } from "#prisma/client";
import type { ExperimentFolder } from "#prisma/seed/experiment-folder";

/** Brings an experiment into a course: a new version when it differs from the newest one, else nothing. Answers the newest number and whether it is new. */
export async function importExperiment(
  db: Database,
  courseId: string,
  folder: ExperimentFolder,
  position: number,
): Promise<{ number: number; isNew: boolean }> {
  const { slug } = folder;
  const experiment = await db.experiment.upsert({
    where: { courseId_slug: { courseId, slug } },
    create: { id: randomUUID(), courseId, slug, position },
    update: { position },
    include: {
      versions: { where: { trial: false }, orderBy: { number: "desc" }, take: 1, select: { number: true, hash: true } },
    },
  });
  const [newest] = experiment.versions;
  if (newest?.hash === folder.hash) return { number: newest.number, isNew: false };
  const number = (newest?.number ?? 0) + 1;
  const { title, summary, compose, sheet, hash, files } = folder;
  await db.experimentVersion.create({
    data: {
      id: randomUUID(),
      experimentId: experiment.id,
      number,
      title,
      summary,
      compose,
      sheet,
      hash,
      files: { create: [...files] },
    },
  });
  return { number, isNew: true };
}
