import type { Database } from "#prisma/client";
import { isComposed } from "#server/compositions/effective-experiment";
import { type Log, logReference } from "#server/log";
import type { Hub } from "#server/sockets/handlers";
import { type StarterFile, writeStarter } from "#server/workspaces/starter";
import { subnetOf, type Workspace } from "#server/workspaces/workspace";
import type { WorkspaceLoader } from "#server/workspaces/workspace-loader";
import { defaultNetwork, type Experiment } from "#shared/experiment/experiment";
import { UserError } from "#shared/failures";
import type { WorkspaceId } from "#shared/ids";
import type { WorkspaceState } from "#shared/states";
import type { WorkspaceView } from "#shared/views";

/** What this room needs of the disks. */
export interface WorkspaceDisks {
  /** The workspace's disk, made and mounted when needed: its root, which no container sees, and the student's files in it. */
  ensure(id: WorkspaceId): Promise<{ readonly root: string; readonly files: string }>;
  /** Bytes used and in all, or undefined when it is not mounted. */
  usage(id: WorkspaceId): Promise<{ readonly used: number; readonly size: number } | undefined>;
}

/** Brings workspaces from rows in a database to life. */
export interface Workspaces {
  /** As the database describes it, whether prepared or not. Throws what unknown things answer. */
  load(id: WorkspaceId): Promise<Workspace>;
  /** The workspace with its disk and starter files in place; concurrent callers share one preparation. Throws why it cannot be had. */
  ready(id: WorkspaceId): Promise<Workspace>;
  /** The directory of the student's files, once the workspace is ready. */
  files(id: WorkspaceId): Promise<string>;
  /** Prepares in the background and waits for at most `patienceMs`; the view says how far it is. */
  open(id: WorkspaceId, patienceMs: number): Promise<WorkspaceView>;
  /** Tells the pages when the use of the disk has changed enough to be seen. */
  refresh(id: WorkspaceId): Promise<void>;
  /** Prepares a failed workspace again. */
  retry(id: WorkspaceId): Promise<void>;
  /** Something else is in force in it now: it is read again. */
  replan(id: WorkspaceId): void;
  /** Forgets a workspace that was removed. */
  forget(id: WorkspaceId): void;
}

interface WorkspacesParts {
  readonly database: Database;
  readonly loader: WorkspaceLoader;
  /** The files that a new workspace of a version begins with. */
  readonly starter: (versionId: string) => Promise<readonly StarterFile[]>;
  readonly disks: WorkspaceDisks;
  readonly hub: Hub;
  readonly log: Log;
}

/** A change of use that a meter shows; smaller ones are not told. */
const TOLD_BYTES = 64 * 1024;

interface Preparation {
  /** Bytes in use as the pages were last told. */
  used: number;
  state: WorkspaceState;
  note: string | undefined;
  /** Settles with the student's files. */
  files: Promise<string>;
}

/** Workspaces of this server; what was prepared stays prepared while it runs. */
export function createWorkspaces({ database, loader, starter, disks, hub, log }: WorkspacesParts): Workspaces {
  const preparations = new Map<WorkspaceId, Preparation>();

  function prepare(id: WorkspaceId): Preparation {
    const known = preparations.get(id);
    if (known !== undefined) return known;
    const preparation: Preparation = {
      used: 0,
      state: "preparing",
      note: "Opening the workspace",
      files: Promise.resolve(""),
    };
    preparations.set(id, preparation);
    preparation.files = build(id, preparation);
    preparation.files.catch(() => undefined);
    return preparation;
  }

  async function build(id: WorkspaceId, preparation: Preparation): Promise<string> {
    try {
      const workspace = await loader.load(id);
      await say(preparation, workspace, "preparing", "Making the disk");
      const { root, files } = await disks.ensure(id);
      await say(preparation, workspace, "preparing", "Writing the starter files");
      await writeStarter(root, files, () => starter(workspace.versionId));
      await database.workspace.update({ where: { id }, data: { state: "ready", failure: null, openedAt: new Date() } });
      await say(preparation, workspace, "ready", undefined);
      hub.publish(id, "files:changed", { files: null, removed: [] });
      return files;
    } catch (error) {
      await fail(id, preparation, error);
      throw error;
    }
  }

  async function fail(id: WorkspaceId, preparation: Preparation, error: unknown): Promise<void> {
    if (error instanceof UserError && error.code === "unknown") {
      preparations.delete(id);
      return;
    }
    const sentence =
      error instanceof UserError
        ? error.message
        : `The workspace could not be prepared. Try again; if it stays, tell your lecturer this reference: ${logReference(log, error, { workspace: id })}.`;
    preparation.state = "failed";
    preparation.note = sentence;
    await database.workspace
      .updateMany({ where: { id }, data: { state: "failed", failure: sentence } })
      .catch((problem: unknown) => {
        log.error({ err: problem, workspace: id }, "a failure could not be recorded");
      });
    await loader.load(id).then(
      async (workspace) => hub.publish(id, "workspace:changed", await present(preparation, workspace)),
      () => undefined,
    );
  }

  async function say(
    preparation: Preparation,
    workspace: Workspace,
    state: WorkspaceState,
    note: string | undefined,
  ): Promise<void> {
    preparation.state = state;
    preparation.note = note;
    if (hub.viewers(workspace.id) > 0)
      hub.publish(workspace.id, "workspace:changed", await present(preparation, workspace));
  }

  async function present(preparation: Preparation, workspace: Workspace): Promise<WorkspaceView> {
    const { experiment } = workspace;
    const disk = preparation.state === "ready" ? await disks.usage(workspace.id) : undefined;
    return {
      id: workspace.id,
      state: preparation.state,
      note: preparation.note,
      title: workspace.title,
      sheet: workspace.sheet,
      toolchain: experiment.toolchain,
      buildCommand: experiment.build.command,
      composed: composedBy(workspace.written),
      open: [...experiment.open],
      subnet: subnetOf(workspace, defaultNetwork),
      disk,
    };
  }

  return {
    load: (id) => loader.load(id),
    async ready(id) {
      await prepare(id).files;
      return loader.load(id);
    },
    files: (id) => prepare(id).files,
    async open(id, patienceMs) {
      const workspace = await loader.load(id);
      const isGone = preparations.get(id)?.state === "ready" && (await disks.usage(id)) === undefined;
      // Somebody unmounted the disk: it is mounted again rather than missed for ever.
      if (isGone) preparations.delete(id);
      const preparation = prepare(id);
      await Promise.race([preparation.files.catch(() => undefined), pause(patienceMs)]);
      return present(preparation, workspace);
    },
    async refresh(id) {
      const preparation = preparations.get(id);
      if (preparation?.state !== "ready" || hub.viewers(id) === 0) return;
      const usage = await disks.usage(id);
      if (usage === undefined || Math.abs(usage.used - preparation.used) < TOLD_BYTES) return;
      preparation.used = usage.used;
      hub.publish(id, "workspace:changed", await present(preparation, await loader.load(id)));
    },
    async retry(id) {
      const preparation = preparations.get(id);
      if (preparation !== undefined && preparation.state !== "failed") return;
      preparations.delete(id);
      loader.forget(id);
      prepare(id);
    },
    replan: (id) => loader.forget(id),
    forget(id) {
      preparations.delete(id);
      loader.forget(id);
    },
  };
}

function composedBy(written: Experiment): WorkspaceView["composed"] {
  if (!isComposed(written)) return undefined;
  return written.studentCompose ? "student" : "lecturer";
}

/** Lets a caller answer after a while though the work goes on. */
function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}
