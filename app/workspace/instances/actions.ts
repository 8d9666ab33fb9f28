import { sentenceOf } from "#app/workspace/connection/call-error";
import type { ActionId } from "#app/workspace/instances/desk";
import type { Session } from "#app/workspace/session/session";
import type { InstanceName } from "#shared/ids";
import { isLive } from "#shared/states";
import type { ArtifactView, InstanceView } from "#shared/views";

/** Every action on one instance, in the order of menus. */
export const actionIds: readonly ActionId[] = [
  "start",
  "stop",
  "restart",
  "pause",
  "resume",
  "kill",
  "deploy",
  "choose",
  "launch",
  "terminal",
  "details",
  "reset",
];

/** They act on the tile that had the focus last. */
export const actionKeys = {
  start: "Alt+Shift+S",
  stop: "Alt+Shift+X",
  restart: "Alt+Shift+R",
  pause: "Alt+Shift+P",
  resume: "Alt+Shift+P",
  kill: "Alt+Shift+K",
  deploy: "Alt+Shift+D",
  launch: "Alt+Shift+L",
  terminal: "Alt+0",
  details: "Alt+Shift+I",
} as const;

/** The key of an action, as the attributes of whatever shows it. */
export function keysOf(action: ActionId): { keys?: string } {
  return hasKey(action) ? { keys: actionKeys[action] } : {};
}

/** Whether an action has a key. */
export function hasKey(action: ActionId): action is keyof typeof actionKeys {
  return action in actionKeys;
}

/** Why something cannot be done here; `workspace.refusals` says it. */
export type Refusal =
  | "lookOnly"
  | "lecturers"
  | "runsAlready"
  | "deployFirst"
  | "nothingDeployed"
  | "nothingRuns"
  | "onlyRunning"
  | "notPaused"
  | "buildFirst"
  | "setByExperiment";

/** Why an action cannot be done now, or null when it can. */
export function refusalOf(
  action: ActionId,
  instance: InstanceView,
  artifacts: readonly ArtifactView[],
  mayDrive: boolean,
): Refusal | null {
  const looks = action === "details" || action === "terminal";
  if (!mayDrive && !looks) return "lookOnly";
  const lecturers = action === "deploy" || action === "choose" || action === "launch" || action === "terminal";
  if (instance.locked && lecturers) return "lecturers";
  return stateRefusal(action, instance, artifacts);
}

function stateRefusal(action: ActionId, instance: InstanceView, artifacts: readonly ArtifactView[]): Refusal | null {
  const { state } = instance;
  switch (action) {
    case "start":
      if (isLive(state)) return "runsAlready";
      return state === "empty" && !instance.locked ? "deployFirst" : null;
    case "restart":
      return state === "empty" && !instance.locked ? "nothingDeployed" : null;
    case "stop":
    case "kill":
      return isLive(state) ? null : "nothingRuns";
    case "pause":
      return state === "running" ? null : "onlyRunning";
    case "resume":
      return state === "paused" ? null : "notPaused";
    case "deploy":
    case "choose":
      return artifacts.length === 0 ? "buildFirst" : null;
    case "launch":
      return instance.editable.length === 0 ? "setByExperiment" : null;
    default:
      return null;
  }
}

const called = {
  start: "instance:start",
  stop: "instance:stop",
  kill: "instance:kill",
  restart: "instance:restart",
  pause: "instance:pause",
  resume: "instance:resume",
  reset: "instance:reset",
} as const;

/** Does what needs no more questions; what goes wrong is shown on the tile. */
export async function perform(session: Session, action: keyof typeof called, name: InstanceName): Promise<void> {
  await onTile(session, action, name, async () => {
    session.store.take.instance(await session.connection.call(called[action], { name }));
  });
}

/** What "deploy" means without a choice: the newest build, or the newest upload while nothing was built. */
export function newestOf(artifacts: readonly ArtifactView[]): ArtifactView | undefined {
  return artifacts.find(({ build }) => build !== undefined) ?? artifacts[0];
}

/** Puts an artifact, or the newest of its name, on instances; what goes wrong is shown on the first tile. */
export async function deploy(session: Session, names: readonly InstanceName[], artifact?: ArtifactView): Promise<void> {
  const [first] = names;
  if (first === undefined) return;
  await onTile(session, "deploy", first, async () => {
    const input = { names: [...names], ...(artifact === undefined ? {} : { artifact: artifact.id }) };
    const { instances } = await session.connection.call("instance:deploy", input);
    for (const instance of instances) session.store.take.instance(instance);
  });
}

/** Deploys the newest build; of several artifacts of a build the server takes the one that the experiment names. */
export async function deployNewest(session: Session, name: InstanceName): Promise<void> {
  const newest = newestOf(session.store.getState().artifacts);
  await deploy(session, [name], newest?.build === undefined ? newest : undefined);
}

/** What a click or a key means: at once, or a dialog first. */
export function act(session: Session, action: ActionId, name: InstanceName): void {
  const { desk } = session;
  if (action in called && action !== "reset") void perform(session, action as keyof typeof called, name);
  else if (action === "deploy") void deployNewest(session, name);
  else if (action === "terminal") desk.toggleTerminal(name);
  else if (action === "choose" || action === "launch" || action === "details" || action === "reset")
    desk.open({ kind: action, name });
}

async function onTile(
  session: Session,
  action: ActionId,
  name: InstanceName,
  work: () => Promise<void>,
): Promise<void> {
  const { desk } = session;
  desk.fail(name, undefined);
  desk.busy(name, action);
  try {
    await work();
  } catch (error) {
    desk.fail(name, sentenceOf(error));
  } finally {
    desk.busy(name, undefined);
  }
}
