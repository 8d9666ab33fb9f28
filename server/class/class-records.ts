import { setImmediate } from "node:timers/promises";
import { z } from "zod";
import type { Database } from "#prisma/client";
import { buildFailure, classBuild, failureSentence, later, newer } from "#server/class/class-workspace";
import { createNewestRows } from "#server/class/newest-rows";
import { isInForce } from "#server/instances/instance-loader";
import type { ClassFailure, ClassInstance, ClassSnapshot, ClassWorkspace } from "#shared/class";
import type { Experiment } from "#shared/experiment/experiment";
import { parseExperiment } from "#shared/experiment/parse-experiment";
import type { NamedPerson } from "#shared/help";
import { BuildId, CourseId, InstanceName, UserId, WorkspaceId } from "#shared/ids";
import { buildStates, type InstanceState, instanceStates, workspaceStates } from "#shared/states";
import { Diagnostic } from "#shared/views";

/** A class as the database knows it; who is online, nobody has written down. */
export interface ClassRecord {
  readonly course: ClassSnapshot["course"];
  readonly settings: ClassSnapshot["settings"];
  /** By name; each with all their workspaces of the course. */
  readonly students: readonly (NamedPerson & {
    readonly group: string;
    readonly workspaces: readonly ClassWorkspace[];
  })[];
}

/** Reads classes, workspaces that nobody has opened since the server's start too. */
export interface ClassRecords {
  /** Undefined when the course is gone. Of workspaces in `known` only the row itself is read, the rest is taken from there. */
  read(course: CourseId, known?: ReadonlyMap<WorkspaceId, ClassWorkspace>): Promise<ClassRecord | undefined>;
  /** Differs when members came or went, workspaces began, or settings changed; cheap. */
  stamp(course: CourseId): Promise<string>;
  courseOf(workspace: WorkspaceId): Promise<CourseId | undefined>;
}

/** Workspaces that are read at once: 10 ms of the driver's work when each has 600 runs behind it. */
const slice = 2;

const Diagnostics = z.array(Diagnostic).catch([]);
const InstanceStateSchema = z.enum(instanceStates).catch("failed");

/** Records of a database; experiments are parsed once, they never change. */
export function createClassRecords(database: Database): ClassRecords {
  const newest = createNewestRows(database);
  const services = new Map<string, Experiment["services"]>();

  async function servicesOf(versions: readonly string[]): Promise<void> {
    const missing = [...new Set(versions)].filter((id) => !services.has(id));
    if (missing.length === 0) return;
    const rows = await database.experimentVersion.findMany({
      where: { id: { in: missing } },
      select: { id: true, compose: true },
    });
    for (const { id, compose } of rows) {
      const parsed = parseExperiment(compose);
      services.set(id, parsed.ok ? parsed.experiment.services : []);
    }
  }

  function outline(course: CourseId) {
    return database.workspace.findMany({
      where: { version: { trial: false, experiment: { courseId: course } } },
      select: {
        ...{ id: true, ownerId: true, state: true, openedAt: true, progressAt: true, versionId: true },
        version: { select: { number: true, title: true, experiment: { select: { slug: true } } } },
      },
    });
  }

  type Outline = Awaited<ReturnType<typeof outline>>[number];

  async function happenedIn(ids: readonly string[]) {
    const buildIds = await newest.builds(ids);
    const runIds = await newest.runs(ids);
    const deploymentIds = await newest.deployments(ids);
    const [builds, runs, deployments] = await Promise.all([
      database.build.findMany({ where: { id: { in: buildIds } }, orderBy: { number: "asc" } }),
      database.run.findMany({
        where: { id: { in: runIds } },
        orderBy: { number: "asc" },
        include: { deployment: { select: { artifactId: true } } },
      }),
      database.deployment.findMany({ where: { id: { in: deploymentIds } } }),
    ]);
    return {
      builds: byWorkspace(builds),
      runs: byWorkspace(runs),
      deployments: byWorkspace(deployments),
    };
  }

  type Rows = Awaited<ReturnType<typeof happenedIn>>;
  type Runs = NonNullable<ReturnType<Rows["runs"]["get"]>>;
  type Deployments = NonNullable<ReturnType<Rows["deployments"]["get"]>>;

  function instanceOf(service: Experiment["services"][number], runs: Runs, deployments: Deployments): ClassInstance {
    const deployed = deployments.find(({ instance }) => instance === service.name);
    const run = runs.findLast(({ instance }) => instance === service.name);
    const artifact = (id: string | null | undefined) => (id ? { id } : undefined);
    const inForce =
      run !== undefined &&
      isInForce(
        {
          state: InstanceStateSchema.parse(run.state),
          startedAt: run.startedAt.getTime(),
          artifact: artifact(run.deployment?.artifactId),
        },
        deployed && { createdAt: deployed.createdAt.getTime(), artifact: artifact(deployed.artifactId) },
      );
    const needsArtifact = service.artifact !== null && !deployed?.artifactId;
    const resting: InstanceState = needsArtifact ? "empty" : "ready";
    return {
      name: InstanceName.parse(service.name),
      state: inForce ? InstanceStateSchema.parse(run.state) : resting,
      health: "none",
      dependsOn: service.dependsOn.map((dependency) => dependency.service),
      exitCode: inForce ? (run.exitCode ?? undefined) : undefined,
    };
  }

  /** What stands in the workspace's own row. */
  function outlineOf(row: Outline) {
    return {
      id: WorkspaceId.parse(row.id),
      experiment: { slug: row.version.experiment.slug, title: row.version.title },
      version: row.version.number,
      state: z.enum(workspaceStates).catch("failed").parse(row.state),
      openedAt: row.openedAt.getTime(),
    };
  }

  function workspaceOf(row: Outline, rows: Rows): ClassWorkspace {
    const builds = (rows.builds.get(row.id) ?? []).map(readBuild);
    const runs = rows.runs.get(row.id) ?? [];
    const deployments = rows.deployments.get(row.id) ?? [];
    const failures = [...builds.map(buildFailure), ...runs.map(runFailure)];
    const build = builds.at(-1);
    return {
      ...outlineOf(row),
      online: false,
      visitors: [],
      instances: (services.get(row.versionId) ?? []).map((service) => instanceOf(service, runs, deployments)),
      build: build && classBuild(build),
      failure: failures.reduce(newer, undefined),
      progressAt: later(
        row.progressAt?.getTime(),
        ...builds.map(({ createdAt }) => createdAt),
        ...deployments.map(({ createdAt }) => createdAt.getTime()),
        ...runs.map(({ startedAt }) => startedAt.getTime()),
      ),
    };
  }

  /** A few workspaces at a time: the driver works in this thread, and everybody's typing passes through it. */
  async function workspacesOf(
    rows: readonly Outline[],
    known: ReadonlyMap<string, ClassWorkspace>,
  ): Promise<ReadonlyMap<string, ClassWorkspace>> {
    const unknown = rows.filter(({ id }) => !known.has(id));
    await servicesOf(unknown.map(({ versionId }) => versionId));
    const found = new Map<string, ClassWorkspace>();
    for (const row of rows) {
      const before = known.get(row.id);
      if (before !== undefined) found.set(row.id, { ...before, ...outlineOf(row) });
    }
    for (let from = 0; from < unknown.length; from += slice) {
      const part = unknown.slice(from, from + slice);
      const happened = await happenedIn(part.map(({ id }) => id));
      for (const row of part) found.set(row.id, workspaceOf(row, happened));
      await setImmediate();
    }
    return found;
  }

  return {
    async read(id, known = new Map()) {
      const course = await database.course.findUnique({
        where: { id },
        include: {
          memberships: { where: { role: "student" }, include: { user: { select: { id: true, name: true } } } },
        },
      });
      if (course === null) return undefined;
      const rows = await outline(id);
      const workspaces = await workspacesOf(rows, known);
      const owned = groupBy(rows, ({ ownerId }) => ownerId);
      const students = course.memberships
        .map(({ user, group }) => ({
          user: UserId.parse(user.id),
          ...{ name: user.name, group },
          workspaces: (owned.get(user.id) ?? []).flatMap((row) => workspaces.get(row.id) ?? []),
        }))
        .toSorted((a, b) => a.name.localeCompare(b.name) || a.user.localeCompare(b.user));
      const { tutorsMayDrive, record, recordingDays, slug, title } = course;
      return { course: { id, slug, title }, settings: { tutorsMayDrive, record, recordingDays }, students };
    },
    async stamp(id) {
      const [course, members, workspaces] = await Promise.all([
        database.course.findUnique({
          where: { id },
          select: { title: true, tutorsMayDrive: true, record: true, recordingDays: true },
        }),
        database.membership.count({ where: { courseId: id, role: "student" } }),
        database.workspace.count({ where: { version: { trial: false, experiment: { courseId: id } } } }),
      ]);
      return JSON.stringify([course, members, workspaces]);
    },
    async courseOf(id) {
      const row = await database.workspace.findUnique({
        where: { id },
        select: {
          version: { select: { experiment: { select: { courseId: true } } } },
          owner: { select: { memberships: { select: { courseId: true } } } },
        },
      });
      const courseId = row?.version.experiment.courseId;
      // A clean copy belongs to nobody in the course: no class shows it.
      const isShown = row?.owner.memberships.some((membership) => membership.courseId === courseId);
      return courseId === undefined || isShown !== true ? undefined : CourseId.parse(courseId);
    },
  };
}

function readBuild(row: {
  id: string;
  number: number;
  state: string;
  command: string;
  exitCode: number | null;
  note: string | null;
  diagnostics: string;
  createdAt: Date;
  endedAt: Date | null;
}) {
  return {
    id: BuildId.parse(row.id),
    number: row.number,
    state: z.enum(buildStates).catch("failed").parse(row.state),
    command: row.command,
    createdAt: row.createdAt.getTime(),
    endedAt: row.endedAt?.getTime(),
    exitCode: row.exitCode ?? undefined,
    stage: row.note ?? undefined,
    diagnostics: Diagnostics.parse(JSON.parse(row.diagnostics)),
    artifacts: [],
  };
}

function runFailure(row: {
  instance: string;
  state: string;
  reason: string | null;
  signal: string | null;
  exitCode: number | null;
  startedAt: Date;
  endedAt: Date | null;
}): ClassFailure | undefined {
  if (row.state !== "failed") return undefined;
  const run = { reason: row.reason ?? undefined, signal: row.signal ?? undefined, exitCode: row.exitCode ?? undefined };
  return {
    kind: "instance",
    name: InstanceName.parse(row.instance),
    sentence: failureSentence({ note: undefined, run }),
    at: (row.endedAt ?? row.startedAt).getTime(),
  };
}

function byWorkspace<T extends { workspaceId: string }>(rows: readonly T[]): ReadonlyMap<string, readonly T[]> {
  return groupBy(rows, ({ workspaceId }) => workspaceId);
}

function groupBy<T>(rows: readonly T[], keyOf: (row: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return groups;
}
