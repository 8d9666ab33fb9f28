import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { connect, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDockerEngine, defaultDockerSocket } from "#server/engine/docker/docker-engine";
import { installationLabels } from "#server/machines/machine-labels";
import { createMachines, type MachineRoom } from "#server/machines/machines";
import { eventually } from "../eventually";
import { type Ground, openGround } from "../ground";

/** A way to Docker that can be cut, as when the daemon restarts while containers live on. */
class Road {
  readonly socketPath: string;
  readonly #travellers = new Set<Socket>();
  #server: Server | undefined;

  constructor(folder: string) {
    this.socketPath = path.join(folder, "docker.sock");
  }

  async open(): Promise<void> {
    const server = createServer({ allowHalfOpen: true }, (near) => {
      const far = connect({ path: defaultDockerSocket, allowHalfOpen: true });
      for (const [from, to] of [
        [near, far],
        [far, near],
      ] as const) {
        this.#travellers.add(from);
        from.pipe(to);
        from.on("error", () => to.destroy());
        from.on("close", () => this.#travellers.delete(from));
      }
    });
    server.listen(this.socketPath);
    await once(server, "listening");
    this.#server = server;
  }

  cut(): void {
    this.#server?.close();
    for (const traveller of this.#travellers) traveller.destroy();
  }
}

let ground: Ground;
let folder: string;
let road: Road;
let machines: MachineRoom;
beforeAll(async () => {
  ground = await openGround();
  folder = await mkdtemp(path.join(tmpdir(), "varlab-road-"));
  road = new Road(folder);
  await road.open();
  const engine = createDockerEngine({ socketPath: road.socketPath });
  const { installation, disks, volumes, keeperProgram, spec: specOf } = ground;
  machines = createMachines({ engine, installation, specOf, disks, volumes, keeperProgram });
});
afterAll(async () => {
  machines.close();
  road.cut();
  await ground.end();
  await rm(folder, { recursive: true, force: true });
});

test("after the engine was away, machines that live are linked again and those that died are lost", async () => {
  const workspace = ground.workspace("outage");
  const [survivor, victim] = [ground.instance(workspace, "anton"), ground.instance(workspace, "berta")];
  const [living, dying] = await Promise.all([machines.open(survivor), machines.open(victim)]);
  const program = await (await living.link()).open({ kind: "pipes", key: "launch", argv: ["cat"], cwd: "/" });
  const heard: string[] = [];
  machines.watch((key, change) => void heard.push(`${key.role === "instance" ? key.name : ""} ${change}`));

  road.cut();
  await expect(machines.open(ground.instance(workspace, "clarissa"))).rejects.toMatchObject({ code: "unavailable" });
  await ground.engine.removeContainer(dying.container);
  await road.open();

  await eventually("the loss is told", () => heard.includes("berta lost"));
  await eventually("the link stands again", () => heard.includes("anton linked"));
  const sessions = await (await living.link()).list();
  expect(sessions.find((session) => session.key === "launch")?.pid).toBe(program.info.pid);
  expect(machines.state(survivor)).toBe("on");
  expect(machines.peek(victim)).toBeUndefined();
  expect(await ground.engine.containers(installationLabels(ground.installation))).toHaveLength(1);
});
