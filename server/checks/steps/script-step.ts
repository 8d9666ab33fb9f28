import type { Scene } from "#server/checks/scene";
import { evidence, StepBroken, StepFailed } from "#server/checks/step-outcome";
import { KeeperError } from "#server/keeper/keeper-error";
import type { MachineSpec } from "#server/machines/machine-spec";
import { asideAddress, instanceAddress, subnetOf, type Workspace } from "#server/workspaces/workspace";
import type { ScriptAction } from "#shared/checks/check";
import type { CheckEvidence } from "#shared/checks/views";
import { defaultNetwork } from "#shared/experiment/experiment";
import { InstanceName } from "#shared/ids";

/** What a script prints is for reading. */
const maximumOutput = 64 * 1024;
/** As much as a toolchain's test runner needs. */
const limits = { memoryBytes: 512 * 1024 * 1024, cpus: 1, pids: 256 };

/** Runs a script of the lecturer's beside the instances, where no student can touch it; what it prints is the evidence. */
export async function performScript(scene: Scene, action: ScriptAction, deadline: number): Promise<CheckEvidence[]> {
  const { workspace, asides, environment, pins, signal } = scene;
  const address = asideAddress(workspace);
  if (address === undefined)
    throw new StepBroken("There is no address left for the script: the experiment has 12 instances.");
  const image = await pins.imageFor(workspace.versionId, action.image);
  const result = await asides
    .using({ workspace: workspace.id, task: "script", spec: specOf(workspace, image, address) }, async (machine) => {
      const [link, base] = await Promise.all([machine.link(), environment.of(machine)]);
      return link.run({
        argv: action.argv,
        env: { ...base, VARLAB_ADDRESSES: JSON.stringify(addressesOf(workspace)) },
        cwd: "/home/student",
        input: Buffer.from(action.text),
        // The machine was made in time that is not the script's.
        timeoutMs: Math.max(1000, deadline - performance.now()),
        maxBytes: maximumOutput,
        abort: signal,
      });
    })
    .catch((error: unknown) => {
      if (error instanceof KeeperError && error.code === "ENOENT")
        throw new StepBroken(`${action.image} has no ${action.argv[0]}, which runs ${action.file}.`);
      throw error;
    });
  signal.throwIfAborted();
  const lines = `${result.stdout.toString("utf8")}${result.stderr.toString("utf8")}`
    .split(/\r?\n/)
    .filter((line) => line !== "");
  if (result.timedOut) throw new StepFailed([evidence(`${action.file} did not end in time.`, lines)], lines);
  const says = result.code === null ? "was ended by a signal" : `ended with exit code ${result.code}`;
  const found = evidence(`${action.file} ${says}.`, lines);
  if (result.code === 0) return [found];
  throw new StepFailed([found], lines);
}

function specOf(workspace: Workspace, image: string, address: string): MachineSpec {
  const subnet = subnetOf(workspace, defaultNetwork);
  return {
    image,
    hostname: "check",
    networks: [{ network: defaultNetwork, subnet, address, aliases: [] }],
    hosts: [],
    ...limits,
    mounts: [],
    scratch: [],
    env: {},
    cwd: "/home/student",
  };
}

function addressesOf(workspace: Workspace): Record<string, string> {
  return Object.fromEntries(
    workspace.experiment.services.map(({ name }) => [name, instanceAddress(workspace, InstanceName.parse(name))]),
  );
}
