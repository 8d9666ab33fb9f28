import { createPackageRoute } from "#server/artifacts/package-route";
import { createBuildHandlers } from "#server/builds/build-handlers";
import { createCheckHandlers, refuseDuringChecks, undisturbed } from "#server/checks/check-handlers";
import { createCompositionHandlers } from "#server/compositions/composition-handlers";
import { createFilesHandlers } from "#server/files/files-handlers";
import { createFilesRoutes } from "#server/files/files-routes";
import type { Ground } from "#server/ground";
import type { Route } from "#server/http/route";
import { refuseLocked } from "#server/instances/deployer";
import { createInstanceHandlers } from "#server/instances/instance-handlers";
import { createPeopleHandlers } from "#server/people/people-handlers";
import { createPreviewCalls } from "#server/previews/previews";
import { createRecordingRoutes } from "#server/recordings/recording-routes";
import type { Rooms } from "#server/rooms";
import { createConsoleHandlers } from "#server/runs/console-handlers";
import { createLogRoute } from "#server/runs/log-route";
import { createTextCalls, createTextSignals } from "#server/shared-texts/shared-text-handlers";
import type { CallHandlers, SignalHandlers } from "#server/sockets/handlers";
import { createSubmissionHandlers } from "#server/submissions/submission-handlers";
import { createSubmissionRoutes } from "#server/submissions/submission-routes";
import { createTerminalCalls, createTerminalSignals } from "#server/terminals/terminal-handlers";
import { createWorkspaceHandlers } from "#server/workspaces/workspace-handlers";
import type { TicketClaims } from "#shared/ticket";

/** Everything that a page may ask, each with the room that answers. A call of the catalogue without a handler does not compile. */
export interface Conversation {
  readonly calls: CallHandlers;
  readonly signals: SignalHandlers;
  readonly routes: readonly Route[];
}

/** Gives every call, signal and address its room. */
export function createConversation(ground: Ground, rooms: Rooms): Conversation {
  const { machines, workspaces, pages, people, audit, log } = ground;
  const { files, texts, artifacts, builds, runs, logs, instances, terminals, previews, filesChanged } = rooms;
  const { guests, driving, help, checks } = rooms;
  const consoles = createConsoleHandlers({ runs, logs, instanceOf: instances.ofRun });
  const workspaceHandlers = createWorkspaceHandlers({
    ...{ workspaces, machines, suspension: rooms.suspension, active: rooms.idle.active, log },
    parts: {
      files: files.list,
      builds: builds.list,
      artifacts: artifacts.list,
      instances(workspace) {
        filesChanged(workspace.id);
        return instances.views(workspace);
      },
      terminals: terminals.list,
      recorded: rooms.recordings.recorded,
      people: people.view,
      help: help.of,
    },
  });
  const packageRoute = createPackageRoute({
    artifacts,
    check: async (workspace, name) => {
      refuseDuringChecks(workspace, checks);
      refuseLocked(await instances.find(workspace, name));
    },
    deploy: async (workspace, name, artifact) =>
      instances.deployer.deploy(await instances.find(workspace, name), artifact),
  });
  const relation = async (claims: TicketClaims) => (await ground.rights.stand([claims]))[0]?.relation;
  const recordingRoutes = createRecordingRoutes({
    ...{ recordings: rooms.recordings, tapes: rooms.tapes, runLogs: logs, relation },
  });
  const submissionRoutes = createSubmissionRoutes({ ...ground.submissions, relation });
  const terminalSignals = createTerminalSignals(terminals);
  const [fileCalls, buildCalls] = [createFilesHandlers(files), createBuildHandlers(builds)];
  const calls: CallHandlers = {
    ...workspaceHandlers,
    ...fileCalls,
    ...buildCalls,
    ...createTextCalls({ texts, hub: pages, files: fileCalls, builds: buildCalls }),
    ...createInstanceHandlers({ instances, workspaces, machines, runs }),
    ...createTerminalCalls(terminals),
    ...createPreviewCalls(previews),
    ...createPeopleHandlers({ people, driving, guests, audit, help }),
    ...createCheckHandlers(checks, rooms.compositions),
    ...createCompositionHandlers(rooms.compositions),
    ...createSubmissionHandlers(rooms.submissions),
    "console:log": consoles["console:log"],
  };
  return {
    calls: undisturbed(calls, checks),
    signals: {
      ...createTextSignals(texts),
      ...terminalSignals,
      "terminal:input"(caller, input) {
        rooms.idle.active(caller.workspace);
        terminalSignals["terminal:input"](caller, input);
      },
      "console:input": consoles["console:input"],
      "console:end": consoles["console:end"],
    },
    routes: [
      ...recordingRoutes,
      ...submissionRoutes,
      createLogRoute(runs, logs),
      ...createFilesRoutes(files),
      packageRoute,
    ],
  };
}
