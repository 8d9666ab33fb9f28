import { sentenceOf } from "#app/workspace/connection/call-error";
import type { ActionId } from "#app/workspace/instances/desk";
import { lookOnly } from "#app/workspace/session/rights";
import type { Session } from "#app/workspace/session/session";
import type { InstanceName } from "#shared/ids";
import { isLive } from "#shared/states";
import type { ArtifactView, InstanceView } from "#shared/views";

/** How an action is called and reached. */
export interface ActionEntry {
  readonly id: ActionId;
  readonly verb: string;
  readonly key?: string;
  readonly hint: string;
}

/** Every action on one instance, in the order of menus. The keys act on the tile that had the focus last. */
export const actionEntries: readonly ActionEntry[] = [
  { id: "start", verb: "Start", key: "Alt+Shift+S", hint: "Starts the program" },
  {
    id: "stop",
    verb: "Stop",
    key: "Alt+Shift+X",
    hint: "Asks the program to end (TERM); it is killed when it does not",
  },
  { id: "restart", verb: "Restart", key: "Alt+Shift+R", hint: "Stops the program and starts it again" },
  { id: "pause", verb: "Pause", key: "Alt+Shift+P", hint: "Freezes the whole instance where it stands" },
  { id: "resume", verb: "Resume", key: "Alt+Shift+P", hint: "Lets it go on where it stood" },
  { id: "kill", verb: "Kill", key: "Alt+Shift+K", hint: "Ends the program at once (KILL), as a crash would" },
  { id: "deploy", verb: "Deploy newest to", key: "Alt+Shift+D", hint: "Puts the newest build here" },
  { id: "choose", verb: "Choose what to deploy on", hint: "Puts any build or upload here" },
  {
    id: "launch",
    verb: "Launch options of",
    key: "Alt+Shift+L",
    hint: "Main class, arguments, the command that will run",
  },
  {
    id: "terminal",
    verb: "Console or terminal of",
    key: "Alt+0",
    hint: "Turns the tile into a shell on this host, and back",
  },
  { id: "details", verb: "Details of", key: "Alt+Shift+I", hint: "Configuration, processes, files, earlier runs" },
  { id: "reset", verb: "Reset", hint: "Removes the container, its files and what is deployed" },
];

/** Why an action cannot be done now, or null when it can. */
export function refusalOf(
  action: ActionId,
  instance: InstanceView,
  artifacts: readonly ArtifactView[],
  mayDrive: boolean,
): string | null {
  const looks = action === "details" || action === "terminal";
  if (!mayDrive && !looks) return lookOnly;
  const lecturers = action === "deploy" || action === "choose" || action === "launch" || action === "terminal";
  if (instance.locked && lecturers) return "This instance belongs to the lecturer.";
  return stateRefusal(action, instance, artifacts);
}

function stateRefusal(action: ActionId, instance: InstanceView, artifacts: readonly ArtifactView[]): string | null {
  const { state } = instance;
  switch (action) {
    case "start":
      if (isLive(state)) return "It runs already.";
      return state === "empty" && !instance.locked ? "Nothing is deployed here yet. Build, then deploy." : null;
    case "restart":
      return state === "empty" && !instance.locked ? "Nothing is deployed here yet." : null;
    case "stop":
    case "kill":
      return isLive(state) ? null : "Nothing runs here.";
    case "pause":
      return state === "running" ? null : "Only a running program can be paused.";
    case "resume":
      return state === "paused" ? null : "It is not paused.";
    case "deploy":
    case "choose":
      return artifacts.length === 0 ? "Build first (Ctrl+B), or drop a package on the tile." : null;
    case "launch":
      return instance.editable.length === 0 ? "The experiment sets what runs here." : null;
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
