import { z } from "zod";
import { NamedPerson } from "#shared/help";
import { WorkspaceId } from "#shared/ids";
import { workspaceStates } from "#shared/states";

/** The operator page's words: what runs on this machine, and for whom. Times are milliseconds since 1970, sizes bytes. */
const time = z.number().int();
const bytes = z.number().min(0);

/** What may run at the same time; null is any amount. */
export const Quotas = z.object({
  workspacesPerPerson: z.number().int().min(1).max(1000).nullable(),
  /** Of all machines together, counted by what each may use at most. */
  memoryMegabytes: z.number().int().min(256).max(16_777_216).nullable(),
});
export type Quotas = z.infer<typeof Quotas>;

/** One container of a workspace. */
export const OperatorMachine = z.object({
  /** The instance's name, or "toolchain". */
  name: z.string(),
  paused: z.boolean(),
  /** Share of one processor: 1 is all of it, 2 are two. */
  cpu: z.number().min(0),
  memory: bytes,
  memoryLimit: bytes,
});
export type OperatorMachine = z.infer<typeof OperatorMachine>;

/** A workspace that uses something now: a container or a mounted disk, or somebody is in it. */
export const OperatorWorkspace = z.object({
  id: WorkspaceId,
  title: z.string(),
  course: z.object({ slug: z.string(), title: z.string() }),
  owner: NamedPerson,
  state: z.enum(workspaceStates),
  /** Pages that are open. */
  viewers: z.number().int().min(0),
  machines: z.array(OperatorMachine),
  disk: z.object({ used: bytes, size: bytes }).optional(),
});
export type OperatorWorkspace = z.infer<typeof OperatorWorkspace>;

/** How the engine does. */
export const EngineHealth = z.discriminatedUnion("state", [
  z.object({
    state: z.literal("answers"),
    name: z.string(),
    version: z.string(),
    cpus: z.number(),
    memory: bytes,
    /** How long it took to answer, in milliseconds. */
    answeredIn: z.number().min(0),
  }),
  z.object({ state: z.literal("silent"), sentence: z.string(), since: time }),
]);
export type EngineHealth = z.infer<typeof EngineHealth>;

/** Everything that the operator page shows of what runs, as of one moment. */
export const OperatorSnapshot = z.object({
  at: time,
  engine: EngineHealth,
  /** The file system of the data directory. */
  disk: z.object({ used: bytes, size: bytes }),
  /** Memory of the whole machine, other programs' too. */
  memory: z.object({ used: bytes, size: bytes }),
  quotas: Quotas,
  workspaces: z.array(OperatorWorkspace),
});
export type OperatorSnapshot = z.infer<typeof OperatorSnapshot>;

/** An image of ours on this machine. */
export const OperatorImage = z.object({
  id: z.string(),
  names: z.array(z.string()),
  bytes,
  createdAt: time,
  containers: z.number().int().min(0),
  /**
   * What needs it: containers made of it, the workspace that built it, a version that was published with it, experiments that may
   * use it, other images built upon it. Absent when nothing does.
   */
  keptFor: z.enum(["containers", "workspace", "version", "experiments", "images"]).optional(),
});
export type OperatorImage = z.infer<typeof OperatorImage>;
