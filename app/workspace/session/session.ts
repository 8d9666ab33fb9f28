import { toast } from "sonner";
import { createStore, type StoreApi } from "zustand/vanilla";
import { type CheckStore, createCheckStore } from "#app/workspace/checks/check-store";
import { type Commands, createCommands } from "#app/workspace/commands/commands";
import { sentenceOf } from "#app/workspace/connection/call-error";
import type { Connection } from "#app/workspace/connection/connection";
import { createLiveHttp, type LiveHttp } from "#app/workspace/connection/live-http";
import { type Consoles, createConsoles } from "#app/workspace/consoles/consoles";
import { createDocuments, type Documents } from "#app/workspace/editor/documents/documents";
import { loadEditing } from "#app/workspace/editor/monaco/load-monaco";
import { createOpenFiles, type OpenFiles } from "#app/workspace/editor/open-files";
import { createDesk, type Desk } from "#app/workspace/instances/desk";
import { createPanels, type Panels } from "#app/workspace/layout/panels";
import { createPeopleDesk, type PeopleDesk } from "#app/workspace/people/people-desk";
import { createWorkspaceStore, type WorkspaceStore } from "#app/workspace/store/workspace-store";
import { createScreens, type Screens } from "#app/workspace/terminals/screens";
import type { BuildId } from "#shared/ids";

/** Everything that lives as long as the page shows one workspace. */
export interface Session {
  readonly workspaceId: string;
  readonly connection: Connection;
  readonly http: LiveHttp;
  readonly store: WorkspaceStore;
  readonly commands: Commands;
  readonly panels: Panels;
  /** The open files and their tabs. */
  readonly openFiles: OpenFiles;
  /** Their texts and whether they are saved. */
  readonly documents: Documents;
  /** What programs print. */
  readonly consoles: Consoles;
  /** The terminals as this page shows them. */
  readonly screens: Screens;
  /** The instances' tiles. */
  readonly desk: Desk;
  /** What of the people here is open. */
  readonly peopleDesk: PeopleDesk;
  /** What the experiment checks, and how it went. */
  readonly checks: CheckStore;
  /** The build whose output is shown; null: the newest. */
  readonly shownBuild: StoreApi<BuildId | null>;
  dispose(): void;
}

/** Builds a session on a connection, which it leaves open; its creator disposes it. */
export function createSession(workspaceId: string, connection: Connection): Session {
  const store = createWorkspaceStore(connection);
  const checks = createCheckStore(connection);
  const panels = createPanels();
  const openFiles = createOpenFiles(localStorage, `varlab.tabs.${workspaceId}`, () => {
    if (!panels.isVisible("editors")) panels.show("editors", { quiet: true });
  });
  const consoles = createConsoles(connection);
  const screens = createScreens({ workspaceId, connection, store });
  const documents = createDocuments({ workspaceId, connection, store, openFiles, editing: loadEditing });
  return {
    workspaceId,
    connection,
    http: createLiveHttp(connection.ticket),
    store,
    commands: createCommands(reportError),
    panels,
    openFiles,
    documents,
    consoles,
    screens,
    desk: createDesk(),
    peopleDesk: createPeopleDesk(),
    checks,
    shownBuild: createStore<BuildId | null>(() => null),
    dispose() {
      documents.dispose();
      screens.dispose();
      consoles.dispose();
      checks.dispose();
      store.dispose();
    },
  };
}

/** Says what went wrong where it has no better place. */
export function reportError(error: unknown): void {
  toast.error(sentenceOf(error), { duration: 8000 });
}
