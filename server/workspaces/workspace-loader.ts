import type { Database } from "#prisma/client";
import { effectiveExperiment, isComposed } from "#server/compositions/effective-experiment";
import type { PlanRecords } from "#server/compositions/plan-record";
import { networksOf } from "#server/engine/subnet";
import type { Subnets } from "#server/workspaces/subnets";
import type { Workspace } from "#server/workspaces/workspace";
import type { Experiment } from "#shared/experiment/experiment";
import { MAXIMUM_STUDENT_NETWORKS, parseExperiment } from "#shared/experiment/parse-experiment";
import { UserError, unknownThing } from "#shared/failures";
import type { WorkspaceId } from "#shared/ids";

/** Reads workspaces from the database; each is read once and kept. */
export interface WorkspaceLoader {
  /** Throws what unknown things answer, or UserError("refused") when its experiment cannot be read. */
  load(id: WorkspaceId): Promise<Workspace>;
  /** Forgets a workspace that was removed, or that something else is in force in now. */
  forget(id: WorkspaceId): void;
}

/** A loader that also gives each workspace its subnet, once and for all. */
export function createWorkspaceLoader(
  database: Database,
  subnets: Subnets,
  plans: Pick<PlanRecords, "find">,
): WorkspaceLoader {
  const experiments = new Map<string, Experiment>();
  const loaded = new Map<WorkspaceId, Promise<Workspace>>();

  async function read(id: WorkspaceId): Promise<Workspace> {
    const row = await database.workspace.findUnique({
      where: { id },
      select: { versionId: true, subnet: true, version: { select: { title: true, sheet: true } } },
    });
    if (row === null) throw unknownThing();
    const written = await experimentOf(row.versionId);
    const experiment = effectiveExperiment(written, isComposed(written) ? await plans.find(id) : undefined);
    const room = written.studentCompose ? MAXIMUM_STUDENT_NETWORKS : experiment.networks.length;
    const block = await subnets.settle(id, row.subnet, experiment.networks, room);
    const networks = new Map(
      networksOf(block, room).flatMap((subnet, at) => {
        const name = experiment.networks[at];
        return name === undefined ? [] : [[name, subnet] as const];
      }),
    );
    const { title, sheet } = row.version;
    return { id, title, sheet, experiment, written, versionId: row.versionId, networks };
  }

  async function experimentOf(versionId: string): Promise<Experiment> {
    const known = experiments.get(versionId);
    if (known !== undefined) return known;
    const version = await database.experimentVersion.findUniqueOrThrow({
      where: { id: versionId },
      select: { compose: true },
    });
    const parsed = parseExperiment(version.compose);
    if (!parsed.ok) {
      const [problem] = parsed.problems;
      const detail = problem === undefined ? "" : ` Line ${problem.line}: ${problem.sentence}`;
      throw new UserError("refused", `This experiment's Compose file cannot be read; tell your lecturer.${detail}`);
    }
    experiments.set(versionId, parsed.experiment);
    return parsed.experiment;
  }

  return {
    load(id) {
      const known = loaded.get(id);
      if (known !== undefined) return known;
      const reading = read(id);
      loaded.set(id, reading);
      reading.catch(() => loaded.delete(id));
      return reading;
    },
    forget: (id) => void loaded.delete(id),
  };
}
