import type { Duplex } from "node:stream";
import { listeningPorts } from "#server/instances/listening-ports";
import { KeeperError } from "#server/keeper/keeper-error";
import type { Machines } from "#server/machines/machine";
import type { InstanceName, WorkspaceId } from "#shared/ids";

/** A shown port of one instance. */
export interface PreviewTarget {
  readonly workspace: WorkspaceId;
  readonly name: InstanceName;
  readonly port: number;
}

/** Why a service cannot be reached, for a page or for a log. */
export class Unreachable extends Error {
  constructor(
    readonly status: 502 | 503 | 504,
    readonly title: string,
    readonly sentences: readonly string[],
  ) {
    super(title);
    this.name = "Unreachable";
  }
}

/** A service that accepts no connection in this time does not work. */
const DIAL_MS = 5000;

/** Connects to the instance's own address from inside it. Rejects with Unreachable, which says what to do. */
export async function connect(machines: Machines, target: PreviewTarget): Promise<Duplex> {
  const { name, port } = target;
  const key = { workspace: target.workspace, role: "instance", name } as const;
  const machine = machines.peek(key);
  if (machine === undefined) {
    throw new Unreachable(503, `${name} is off`, [`Start ${name} in the workspace, then reload this page.`]);
  }
  if (machines.state(key) === "paused") {
    throw new Unreachable(503, `${name} is paused`, [`Resume ${name} in the workspace, then reload this page.`]);
  }
  const link = await machine.link().catch(() => {
    throw new Unreachable(503, `${name} does not answer`, [
      "Its host is being connected. Reload this page in a moment.",
    ]);
  });
  try {
    return await link.dial(machine.address, port, { timeoutMs: DIAL_MS });
  } catch (error) {
    if (!(error instanceof KeeperError)) throw error;
    if (error.code === "ETIMEDOUT") {
      throw new Unreachable(504, `${name} does not answer on port ${port}`, [
        "Something listens there but accepts no connections. Is the program stuck? Look at its console.",
      ]);
    }
    if (error.code !== "ECONNREFUSED") {
      throw new Unreachable(502, `${name} cannot be reached on port ${port}`, [
        `The connection failed: ${error.message}`,
      ]);
    }
    const listening = await listeningPorts(link).catch(() => []);
    if (listening.some((one) => one.port === port && one.local)) {
      throw new Unreachable(502, `${name} listens on port ${port} only for itself`, [
        `The program is bound to localhost (127.0.0.1), so no other host can reach it, and neither can your browser.`,
        `Bind it to ${machine.address}, to 0.0.0.0, or to no address at all, then start it again.`,
      ]);
    }
    throw new Unreachable(502, `Nothing listens on port ${port} of ${name}`, [
      listening.length === 0
        ? `Is the program running? Start ${name} in the workspace and look at its console, then reload this page.`
        : `It listens on ${listening.map((one) => one.port).join(", ")} instead. Mend the port or its number in the program, then reload.`,
    ]);
  }
}
