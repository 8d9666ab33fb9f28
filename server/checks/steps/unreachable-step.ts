import { connect } from "node:net";
import { lastWords } from "#server/checks/printed";
import type { Scene } from "#server/checks/scene";
import { until } from "#server/checks/scene";
import { evidence, StepFailed } from "#server/checks/step-outcome";
import { dialFrom } from "#server/checks/steps/ask";
import { listeningPorts } from "#server/instances/listening-ports";
import { KeeperError } from "#server/keeper/keeper-error";
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
  if (await answers(address, port))
    throw new StepFailed([evidence(`${address}:${port} accepts connections from outside.`)]);
  return [
    evidence(
      `${at} listens on port ${port}, no browser is shown it, and nothing at ${address}:${port} answers from outside.`,
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

/** Whether somebody accepts a connection from this machine, which stands outside of every workspace's network. */
function answers(address: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port, timeout: ANSWER_MS });
    const end = (reached: boolean) => {
      socket.destroy();
      resolve(reached);
    };
    socket.once("connect", () => end(true));
    socket.once("timeout", () => end(false));
    socket.once("error", () => end(false));
  });
}
