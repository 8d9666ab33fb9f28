import { z } from "zod";
import type { Database } from "#prisma/client";
import type { WorkspaceId } from "#shared/ids";

/** An image that was built for a service, and how it starts. */
export const BuiltImage = z.object({
  id: z.string(),
  /** What the Dockerfile says runs, before what the Compose file says. */
  entrypoint: z.array(z.string()).nullable(),
  command: z.array(z.string()).nullable(),
  workingDir: z.string(),
  stopSignal: z.string().nullable(),
  ports: z.array(z.number()),
});
export type BuiltImage = z.infer<typeof BuiltImage>;

/** What is up in a workspace: the Compose file if it is the student's, and the images by service. */
export interface Plan {
  readonly compose: string | null;
  readonly images: Readonly<Record<string, BuiltImage>>;
}

/** The plans that the database knows. */
export interface PlanRecords {
  find(workspace: WorkspaceId): Promise<Plan | undefined>;
  save(workspace: WorkspaceId, plan: Plan): Promise<void>;
  remove(workspace: WorkspaceId): Promise<void>;
}

const Images = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(z.record(z.string(), BuiltImage));

/** Plans in a database. */
export function createPlanRecords(database: Database): PlanRecords {
  return {
    async find(workspaceId) {
      const row = await database.workspacePlan.findUnique({ where: { workspaceId } });
      return row === null ? undefined : { compose: row.compose, images: Images.catch({}).parse(row.images) };
    },
    async save(workspaceId, { compose, images }) {
      const data = { compose, images: JSON.stringify(images) };
      await database.workspacePlan.upsert({ where: { workspaceId }, create: { workspaceId, ...data }, update: data });
    },
    async remove(workspaceId) {
      await database.workspacePlan.deleteMany({ where: { workspaceId } });
    },
  };
}
