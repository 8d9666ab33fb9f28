import type { Log } from "#server/log";
import type { MachineKey, Machines } from "#server/machines/machine";
import type { Caller, CallHandlers } from "#server/sockets/handlers";
import type { Suspension } from "#server/workspaces/suspension";
import type { Workspace } from "#server/workspaces/workspace";
import type { Workspaces } from "#server/workspaces/workspaces";
import type { HelpView } from "#shared/help";
import type { WorkspaceId } from "#shared/ids";
import type { PeopleView } from "#shared/people";
import type { ArtifactView, BuildView, FileEntry, InstanceView, TerminalView } from "#shared/views";

/** What the other rooms have to say about one workspace. */
export interface SnapshotParts {
  instances(workspace: Workspace): Promise<InstanceView[]>;
  builds(workspace: WorkspaceId): Promise<BuildView[]>;
  artifacts(workspace: WorkspaceId): Promise<ArtifactView[]>;
  terminals(workspace: WorkspaceId): Promise<TerminalView[]>;
  /** Whether terminals and consoles are recorded. */
  recorded(workspace: WorkspaceId): Promise<boolean>;
  /** Who is here, as the caller sees it. */
  people(caller: Caller): PeopleView;
  help(workspace: WorkspaceId): Promise<HelpView | null>;
  files(workspace: WorkspaceId): Promise<{ files: FileEntry[]; truncated: boolean }>;
}

interface WorkspaceHandlersParts {
  readonly workspaces: Workspaces;
  readonly machines: Pick<Machines, "open">;
  readonly suspension: Suspension;
  /** Hears that somebody does something in the workspace. */
  readonly active: (workspace: WorkspaceId) => void;
  readonly parts: SnapshotParts;
  readonly log: Log;
}

/** A first preparation takes about 150 ms: short enough to wait for; above this the page shows the stages instead. */
const PATIENCE_MS = 1000;

/** Answers the calls about the workspace as a whole. */
export function createWorkspaceHandlers({
  workspaces,
  machines,
  suspension,
  active,
  parts,
  log,
}: WorkspaceHandlersParts): Pick<
  CallHandlers,
  "workspace:open" | "workspace:retry" | "workspace:suspend" | "workspace:keep"
> {
  function warmToolchain(workspace: WorkspaceId): void {
    const key: MachineKey = { workspace, role: "toolchain" };
    // The first build says the same in words if it fails again.
    machines
      .open(key)
      .catch((error: unknown) => log.warn({ err: error, workspace }, "the toolchain could not be warmed"));
  }

  return {
    async "workspace:open"(caller) {
      const { workspace: id } = caller;
      active(id);
      const workspace = await workspaces.load(id);
      const view = await workspaces.open(id, PATIENCE_MS);
      const isReady = view.state === "ready";
      if (isReady) warmToolchain(id);
      const [instances, builds, artifacts, terminals, recorded, help, listed] = await Promise.all([
        parts.instances(workspace),
        parts.builds(id),
        parts.artifacts(id),
        parts.terminals(id),
        parts.recorded(id),
        parts.help(id),
        isReady ? parts.files(id) : { files: [], truncated: false },
      ]);
      return {
        workspace: view,
        instances,
        builds,
        artifacts,
        terminals,
        recorded,
        people: parts.people(caller),
        help,
        files: listed.files,
        filesTruncated: listed.truncated,
      };
    },
    async "workspace:retry"({ workspace }) {
      await workspaces.retry(workspace);
      return {};
    },
    async "workspace:suspend"({ workspace }) {
      await suspension.suspend(workspace);
      return {};
    },
    "workspace:keep"({ workspace }) {
      active(workspace);
      return {};
    },
  };
}
