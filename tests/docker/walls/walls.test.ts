import { readFile } from "node:fs/promises";
import { networkInterfaces } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { createDockerClient } from "#server/engine/docker/docker-client";
import { defaultDockerSocket } from "#server/engine/docker/docker-engine";
import { containerBody } from "#server/engine/docker/profile/container-body";
import { addressOf } from "#server/engine/subnet";
import type { Machine } from "#server/machines/machine";
import { installationLabels } from "#server/machines/machine-labels";
import { openMachineLink } from "#server/machines/machine-link";
import { eventually } from "../eventually";
import { type Ground, openGround } from "../ground";
import { type Canary, openCanary } from "./canary";

let ground: Ground;
let canary: Canary;
let probe: string;
beforeAll(async () => {
  ground = await openGround();
  canary = await openCanary();
  probe = await readFile(path.join(import.meta.dirname, "probe.py"), "utf8");
});
afterAll(async () => {
  await canary.close();
  await ground.end();
});

const Reached = z.object({ reached: z.array(z.string()) });

/** Every address of this host that is not a loopback, with the link-local ones of the bridges that exist now. */
function hostAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((entries) => entries ?? []);
  return [...new Set(all.filter((entry) => !entry.internal).map((entry) => entry.address))];
}

/** Where instance metadata lies at providers, a name server, and addresses that stand for the Internet. */
const outside: readonly (readonly [string, number])[] = [
  ["169.254.169.254", 80],
  ["fd00:ec2::254", 80],
  ["100.100.100.200", 80],
  ["1.1.1.1", 53],
  ["8.8.8.8", 53],
  ["2606:4700:4700::1111", 443],
];

async function probeFrom(
  machine: Pick<Machine, "link">,
  addresses: readonly string[],
  extra: readonly (readonly [string, number])[],
) {
  const asked = JSON.stringify({ addresses, extra, ports: { tcp: canary.tcpPort, udp: canary.udpPort } });
  const link = await machine.link();
  const result = await link.run({ argv: ["python3", "-c", probe, asked], cwd: "/", timeoutMs: 60_000 });
  if (result.code !== 0) throw new Error(result.stderr.toString());
  return Reached.parse(JSON.parse(result.stdout.toString())).reached;
}

test("from an instance nothing answers: not the host, not another workspace, not metadata, not the Internet", async () => {
  const machines = ground.machines();
  const [mine, theirs] = [ground.workspace("mine"), ground.workspace("theirs")];
  const machine = await machines.open(ground.instance(mine, "anton"));
  const other = await machines.open(ground.instance(theirs, "berta"));
  const listener = await (await other.link()).open({
    kind: "pipes",
    argv: ["python3", "-u", "-m", "http.server", "4000"],
    cwd: "/app",
  });
  let said = "";
  listener.attach(
    { from: 0 },
    {
      data(chunk) {
        said += chunk.bytes.toString();
        listener.ack(chunk.offset + chunk.bytes.length);
      },
    },
  );
  await eventually("the other workspace's instance listens", () => said.includes("Serving"));

  const [{ subnet }] = (await ground.spec(ground.instance(mine, "anton"))).networks;
  const gateway = addressOf(subnet, 0).replace(/\d+$/, (last) => String(Number(last) - 1));
  const addresses = [gateway, ...hostAddresses()];
  expect(addresses.length).toBeGreaterThan(2);
  const extra = [...outside, [other.address, 4000] as const, ["berta", 4000] as const];
  expect(await probeFrom(machine, addresses, extra)).toEqual([]);
  // What was sent has arrived by now if it can arrive: a packet from the host itself comes after it.
  expect(canary.hits).toEqual([]);
  expect(said).not.toContain("GET");
});

test("the same attempts reach the host when the network is merely internal", async () => {
  const labels = installationLabels(ground.installation);
  const client = createDockerClient({ socketPath: defaultDockerSocket });
  const key = ground.instance(ground.workspace("loose"), "anton");
  const spec = await ground.spec(key);
  const name = `varlab-${ground.installation}-loose`;
  const [{ subnet, address }] = spec.networks;
  const config = [{ Subnet: subnet }];
  await client.send({
    method: "POST",
    path: "/networks/create",
    body: { Name: name, Internal: true, IPAM: { Config: config }, Labels: labels },
  });
  const image = await ground.engine.imageId(spec.image);
  const body = containerBody(
    {
      ...spec,
      name,
      labels,
      network: { name, address, aliases: [] },
      further: [],
      keeper: await ground.keeperProgram(),
    },
    { imageId: image ?? "", imageVolumes: [], machineCpus: 1 },
  );
  const { Id } = await client.call({ method: "POST", path: "/containers/create", body }, z.object({ Id: z.string() }));
  await ground.engine.startContainer(Id);
  const link = await openMachineLink(ground.engine, Id);
  const gateway = addressOf(subnet, 0).replace(/\d+$/, (last) => String(Number(last) - 1));
  const reached = await probeFrom({ link: () => Promise.resolve(link) }, [gateway], []);
  expect(reached).toContain(`tcp ${gateway} ${canary.tcpPort}`);
  expect(canary.hits.some((hit) => hit.startsWith("tcp"))).toBe(true);
  await eventually("the datagrams arrived too", () => canary.hits.some((hit) => hit.startsWith("udp")));
  link.end();
});
