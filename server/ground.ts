import { mkdir } from "node:fs/promises";
import path from "node:path";
import { createDatabase } from "#prisma/client";
import { createContentStore } from "#server/artifacts/content-store";
import { createAudit } from "#server/audit/audit";
import { createPlanRecords } from "#server/compositions/plan-record";
import type { Config } from "#server/config";
import { createDisks } from "#server/disks/disks";
import { createVolumes } from "#server/disks/volumes";
import { createDockerEngine } from "#server/engine/docker/docker-engine";
import { createPins } from "#server/images/pins";
import { createAppFolders } from "#server/instances/app-folder";
import { createMachineEnvironment } from "#server/instances/machine-environment";
import type { Log } from "#server/log";
import { createAsideSpecs, createAsides } from "#server/machines/asides";
import { createKeeperProgram } from "#server/machines/keeper-program";
import { installationLabels } from "#server/machines/machine-labels";
import { createMachines, type MachineRoom } from "#server/machines/machines";
import { createPeople } from "#server/people/people";
import { createQuotas, type QuotaKeeper } from "#server/quotas/quotas";
import { createHub } from "#server/sockets/hub";
import { createStarter } from "#server/submissions/copy-starter";
import { createSubmissionRecords } from "#server/submissions/submission-records";
import { createRights } from "#server/tickets/rights";
import { createSpecOf } from "#server/workspaces/machine-specs";
import { createSubnets } from "#server/workspaces/subnets";
import { createWorkspaceLoader } from "#server/workspaces/workspace-loader";
import { createWorkspaces } from "#server/workspaces/workspaces";
import { WorkspaceId } from "#shared/ids";
import type { TicketClaims } from "#shared/ticket";

/** What every room stands on. */
export type Ground = Awaited<ReturnType<typeof createGround>>;

/** Database, engine, disks, machines and workspaces of one installation. Whoever creates it closes it. */
export async function createGround(config: Config, log: Log) {
  await mkdir(config.data, { recursive: true });
  const database = createDatabase(config.databaseUrl);
  const engine = createDockerEngine({
    socketPath: config.dockerSocket,
    labels: installationLabels(config.installation),
  });
  const disks = createDisks({ data: config.data, bytes: config.diskBytes });
  const volumes = createVolumes({ data: config.data });
  const plans = createPlanRecords(database);
  const pins = createPins(database, engine);
  const asideSpecs = createAsideSpecs();
  const pages = createHub();
  const folders = createAppFolders(path.join(config.data, "instances"));
  const subnets = createSubnets({
    database,
    engine,
    makeNetwork: (id, subnet, network) => machines.prepareNetwork(id, subnet, network),
    pool: config.subnetPool,
  });
  const submissions = {
    records: createSubmissionRecords(database),
    store: createContentStore(path.join(config.data, "submissions")),
  };
  const workspaces = createWorkspaces({
    ...{ database, disks, log },
    starter: createStarter({ database, ...submissions }),
    loader: createWorkspaceLoader(database, subnets, plans),
    hub: pages,
  });
  const machines: MachineRoom = createMachines({
    ...{ engine, disks, volumes, installation: config.installation },
    specOf: createSpecOf({ workspaces, folders, volumes, asides: asideSpecs, pins, engine }),
    keeperProgram: createKeeperProgram({ engine, data: config.data }),
    gate: (key, spec) => quotas.gate(key, spec),
    notice: (sentence) => log.warn(sentence),
  });
  const quotas: QuotaKeeper = createQuotas({ database, engine, running: machines.running });
  const rights = createRights(database);
  const audit = createAudit(database);
  const people = createPeople({ database, rights, audit, log });
  return {
    ...{ config, log, database, engine, disks, volumes, pages, folders, workspaces, machines, quotas, rights },
    ...{ audit, people, plans, pins, submissions },
    environment: createMachineEnvironment(engine),
    asides: createAsides(machines, asideSpecs),
    /** Whether the bearer of a ticket may still look at its workspace. */
    stillHolds: async (claims: TicketClaims) => (await rights.stand([claims]))[0] !== undefined,
    /** The directory of a workspace's files; rejects when its disk is not there. */
    async root(id: WorkspaceId) {
      await workspaces.ready(id);
      return (await disks.assertMounted(id)).files;
    },
    /** Every workspace there is. */
    async known(): Promise<ReadonlySet<WorkspaceId>> {
      const rows = await database.workspace.findMany({ select: { id: true } });
      return new Set(rows.map((row) => WorkspaceId.parse(row.id)));
    },
  };
}
