import { z } from "zod";
import type { Database } from "#prisma/client";
import { Instance, restingState } from "#server/instances/instance";
import { artifactFields, presentArtifact } from "#server/runs/artifact-row";
import type { Run, Runs } from "#server/runs/runs";
import type { Workspace } from "#server/workspaces/workspace";
import type { Service } from "#shared/experiment/experiment";
import { InstanceName } from "#shared/ids";
import { isLive } from "#shared/states";
import { LaunchParams } from "#shared/views";

const StoredLaunch = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(LaunchParams);

/** The instances of a workspace as the database remembers them; what it believes alive still has to be confirmed. */
export function loadInstances(database: Database, runs: Runs, workspace: Workspace): Promise<Instance[]> {
  return Promise.all(workspace.experiment.services.map((service) => loadInstance(database, runs, workspace, service)));
}

/** One instance of a workspace as the database remembers it. */
export async function loadInstance(
  database: Database,
  runs: Runs,
  workspace: Workspace,
  service: Service,
): Promise<Instance> {
  const name = InstanceName.parse(service.name);
  const [row, run] = await Promise.all([
    database.deployment.findFirst({
      where: { workspaceId: workspace.id, instance: service.name },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      select: { id: true, launch: true, createdAt: true, artifact: { select: artifactFields } },
    }),
    runs.newest(workspace.id, name),
  ]);
  const instance = new Instance(workspace, service, "empty");
  if (row !== null) {
    instance.deployment = {
      id: row.id,
      artifact: row.artifact === null ? undefined : presentArtifact(row.artifact),
      launch: StoredLaunch.catch({}).parse(row.launch),
      createdAt: row.createdAt.getTime(),
    };
  }
  instance.state = restingState(instance);
  if (run !== undefined && isInForce(run, instance.deployment)) {
    instance.run = run;
    instance.state = run.state;
    instance.note = run.reason;
    instance.restarts = run.restarts;
    if (isLive(run.state)) instance.launch = run.id;
  }
  return instance;
}

/** A run says what an instance is until something else is deployed on it, or it is reset. */
export function isInForce(
  run: Pick<Run, "state" | "startedAt"> & { readonly artifact?: { readonly id: string } | undefined },
  deployment: { readonly createdAt: number; readonly artifact?: { readonly id: string } | undefined } | undefined,
): boolean {
  if (isLive(run.state) || deployment === undefined) return true;
  return deployment.createdAt <= run.startedAt || deployment.artifact?.id === run.artifact?.id;
}
