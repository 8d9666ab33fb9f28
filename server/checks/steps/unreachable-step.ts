import { connect } from "node:net";
import { lastWords } from "#server/checks/printed";
import type { Scene } from "#server/checks/scene";
import { until } from "#server/checks/scene";
import { evidence, StepFailed } from "#server/checks/step-outcome";
import { connectedTo } from "#server/checks/steps/arrivals";
import { dialFrom } from "#server/checks/steps/ask";
import { listeningPorts } from "#server/instances/listening-ports";
import { KeeperError } from "#server/keeper/keeper-error";
import { toolchainAddress } from "#server/workspaces/workspace";
import { type CheckAction, fromOutside } from "#shared/checks/check";
import type { CheckEvidence } from "#shared/checks/views";

/** Who cannot be reached is given this long to answer. */
const ANSWER_MS = 1500;

/** Sees to it that a service that does listen cannot be reached: one that is merely off proves nothing. */
export async function performUnreachable(
  scene: Scene,
  { at, port, from }: Extract<CheckAction, { kind: "unreachable" }>,
  deadline: number,
): Promise<CheckEvidence[]> {
  const instance = scene.instance(at);
  const listens = async () => {
    const machine = instance.state === "running" ? scene.machines.peek(instance.key) : undefined;
    if (machine === undefined) return false;
    return (await listeningPorts(await machine.link())).some((one) => one.port === port);
  };
  if (!(await until(listens, deadline, scene.signal))) {
    const words = await lastWords(scene, instance, `Nothing listens on port ${port} of ${at}, so this proves nothing.`);
    throw new StepFailed([words.evidence], words.seen);
  }
  const address = scene.addressOf(at);
  if (from !== fromOutside) return [await fromInstance(scene, from, at, address, port)];
  if (instance.service.show.some((shown) => shown.port === port))
    throw new StepFailed([evidence(`Port ${port} of ${at} is shown to browsers.`)]);
  if (await arrives(scene, at, address, port))
    throw new StepFailed([evidence(`${address}:${port} accepts connections from outside.`)]);
  return [
    evidence(
      `${at} listens on port ${port}, but no browser is shown it, and a connection to ${address}:${port} from outside did not arrive.`,
    ),
  ];
}

async function fromInstance(scene: Scene, from: string, at: string, address: string, port: number) {
  try {
    (await dialFrom(scene, from, address, port, ANSWER_MS)).destroy();
  } catch (error) {
    if (error instanceof KeeperError) return evidence(`${from} cannot reach port ${port} of ${at}.`);
    throw error;
  }
  throw new StepFailed([evidence(`${from} does reach port ${port} of ${at}.`)]);
}

/**
 * Whether a connection from this machine, which stands outside of every workspace's network, arrives at the instance. That somebody
 * accepts it is no proof: without a route to the workspace it may end at a proxy of the network that this machine is in.
 */
async function arrives(scene: Scene, at: string, address: string, port: number): Promise<boolean> {
  const link = await scene.machines.peek(scene.instance(at).key)?.link();
  const socket = connect({ host: address, port });
  let isOpen: boolean | undefined;
  socket.once("connect", () => {
    isOpen = true;
  });
  socket.once("error", () => {
    isOpen = false;
  });
  try {
    await until(() => isOpen !== undefined, performance.now() + ANSWER_MS, scene.signal);
    if (isOpen !== true || link === undefined) return false;
    const { stdout } = await link.run({ argv: ["/bin/cat", "/proc/net/tcp", "/proc/net/tcp6"], timeoutMs: ANSWER_MS });
    const neighbours = scene.all.map(({ name }) => scene.addressOf(name));
    const inside = [...neighbours, "127.0.0.1", toolchainAddress(scene.workspace)];
    return connectedTo(port, stdout.toString("latin1")).some((remote) => !inside.includes(remote));
  } finally {
    socket.destroy();
  }
}
