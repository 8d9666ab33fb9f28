import { randomBytes } from "node:crypto";
import type { Database } from "#prisma/client";
import type { AppFolders } from "#server/instances/app-folder";
import { type Instance, restingState } from "#server/instances/instance";
import { type Log, logReference } from "#server/log";
import type { Machines } from "#server/machines/machine";
import { artifactFields, presentArtifact } from "#server/runs/artifact-row";
import { defaultLaunchLines, resolveLaunch } from "#shared/experiment/launch-lines";
import { UserError, unknownThing } from "#shared/failures";
import type { ArtifactId } from "#shared/ids";
import type { ArtifactView, LaunchParams } from "#shared/views";

/** Puts an artifact's content into an empty directory, by hard links. */
export type Materialize = (artifact: ArtifactView, directory: string) => Promise<void>;

/** Decides what lies on instances and how it is launched. */
export interface Deployer {
  /** Puts an artifact (default: the newest build result of the experiment's name) on an instance, with launch parameters if given. */
  deploy(instance: Instance, artifact?: ArtifactId, launch?: LaunchParams): Promise<void>;
  /** Changes the launch parameters; what runs is not touched. */
  configure(instance: Instance, launch: LaunchParams): Promise<void>;
  /** Takes everything off the instance that was deployed there. */
  undeploy(instance: Instance): Promise<void>;
}

interface DeployerParts {
  readonly database: Database;
  readonly folders: AppFolders;
  readonly materialize: Materialize;
  readonly machines: Pick<Machines, "open">;
  readonly changed: (instance: Instance) => void;
  readonly log: Log;
}

/** The deployer of this server. */
export function createDeployer({ database, folders, materialize, machines, changed, log }: DeployerParts): Deployer {
  async function artifactFor(instance: Instance, wanted: ArtifactId | undefined): Promise<ArtifactView> {
    const workspaceId = instance.workspace.id;
    if (wanted !== undefined) {
      const row = await database.artifact.findFirst({ where: { id: wanted, workspaceId }, select: artifactFields });
      if (row === null) throw unknownThing();
      return presentArtifact(row);
    }
    const name = instance.service.artifact;
    if (name === null)
      throw new UserError("refused", `${instance.name} needs no artifact of a build; choose one to deploy.`);
    const row = await database.artifact.findFirst({
      where: { workspaceId, name, buildId: { not: null } },
      orderBy: { createdAt: "desc" },
      select: artifactFields,
    });
    if (row === null) throw new UserError("refused", "There is nothing to deploy yet. Build first (Ctrl+B).");
    return presentArtifact(row);
  }

  async function record(instance: Instance, artifact: ArtifactView | undefined, launch: LaunchParams): Promise<void> {
    const row = await database.deployment.create({
      data: {
        id: `dep_${randomBytes(12).toString("base64url")}`,
        workspaceId: instance.workspace.id,
        instance: instance.name,
        artifactId: artifact?.id ?? null,
        launch: JSON.stringify(launch),
      },
    });
    instance.deployment = { id: row.id, artifact, launch, createdAt: row.createdAt.getTime() };
  }

  /** Keeps only what differs from the experiment, so that a lecturer's later correction is not hidden; refuses lines that cannot be words. */
  function checked(instance: Instance, launch: LaunchParams): LaunchParams {
    const resolved = resolveLaunch(instance.service, launch, instance.artifactInfo);
    // A main class may be missing while the form is being filled in; a start asks for it. Broken quotes never are all right.
    const broken = resolved.ok
      ? []
      : resolved.problems.filter(
          (problem) => problem.position !== undefined || !instance.service.editable.includes(problem.field),
        );
    if (broken.length > 0) throw new UserError("invalid", broken.map((problem) => problem.sentence).join(" "));
    const defaults = defaultLaunchLines(instance.service);
    const kept = instance.service.editable.filter(
      (field) => launch[field] !== undefined && launch[field] !== defaults[field],
    );
    return Object.fromEntries(kept.map((field) => [field, launch[field]]));
  }

  return {
    async deploy(instance, wanted, launch) {
      refuseLocked(instance);
      refuseBuilt(instance);
      await exclusively(instance, "deploying", async () => {
        const artifact = await artifactFor(instance, wanted);
        const params = launch === undefined ? (instance.deployment?.launch ?? {}) : checked(instance, launch);
        await folders.replace(instance.workspace.id, instance.name, (fresh) => materialize(artifact, fresh));
        await record(instance, artifact, params);
        if (!instance.live) instance.become("ready");
      });
      changed(instance);
      // The next start then finds its machine running.
      machines.open(instance.key).then(
        () => changed(instance),
        (error: unknown) => logReference(log, error, { workspace: instance.workspace.id, instance: instance.name }),
      );
    },
    async configure(instance, launch) {
      refuseLocked(instance);
      await record(instance, instance.deployment?.artifact, checked(instance, launch));
      changed(instance);
    },
    async undeploy(instance) {
      await folders.clear(instance.workspace.id, instance.name);
      if (instance.deployment !== undefined) await record(instance, undefined, {});
      instance.run = undefined;
      const state = restingState(instance);
      if (instance.state !== "empty") instance.become("empty");
      if (state === "ready") instance.become("ready");
    },
  };
}

/** Runs one thing at a time on an instance; whoever comes second is told to wait. */
export async function exclusively(instance: Instance, what: string, work: () => Promise<void>): Promise<void> {
  if (instance.busy !== undefined)
    throw new UserError("busy", `${instance.name} is ${instance.busy} just now. Try again in a moment.`);
  instance.busy = what;
  try {
    await work();
  } finally {
    instance.busy = undefined;
  }
}

/** Throws for an instance that belongs to the lecturer. */
export function refuseLocked(instance: Instance): void {
  if (instance.service.locked)
    throw new UserError("forbidden", `${instance.name} belongs to the lecturer and cannot be changed.`);
}

/** Throws for an instance whose program is in an image that was built for it. */
function refuseBuilt({ name, service }: Instance): void {
  if (service.build !== null)
    throw new UserError(
      "refused",
      `${name} has its program in its image. Change the files of the image, then press Up.`,
    );
}
