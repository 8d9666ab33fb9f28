import { readdir, readFile, writeFile } from "node:fs/promises";
import { networkInterfaces } from "node:os";
import { afterAll, beforeAll, expect, test } from "vitest";
import { contains } from "#server/engine/subnet";
import { installationLabels } from "#server/machines/machine-labels";
import { type Ground, openGround } from "./ground";

let ground: Ground;
beforeAll(async () => {
  ground = await openGround();
});
afterAll(() => ground.end());

test("the networks of 100 workspaces exist at once, give the host no address, and go again", async () => {
  const machines = ground.machines();
  const labels = installationLabels(ground.installation);
  const workspaces = Array.from({ length: 100 }, (_, at) => ground.workspace(`w${at}`));
  const subnets: string[] = [];
  for (const workspace of workspaces) {
    const [{ subnet }] = (await ground.spec(ground.instance(workspace, "anton"))).networks;
    await machines.prepareNetwork(workspace, subnet);
    subnets.push(subnet);
  }
  expect(new Set(subnets).size).toBe(100);
  expect((await ground.engine.networks(labels)).map((network) => network.subnet).sort()).toEqual([...subnets].sort());
  const own = Object.values(networkInterfaces()).flatMap((entries) => entries ?? []);
  const inside = own.filter(
    (entry) => entry.family === "IPv4" && subnets.some((subnet) => contains(subnet, entry.address)),
  );
  expect(inside).toEqual([]);

  await machines.reconcile(new Set());
  expect(await ground.engine.networks(labels)).toEqual([]);
}, 180_000);

test("making a network that exists closes the host's side of its bridge again", async () => {
  const labels = installationLabels(ground.installation);
  const key = ground.instance(ground.workspace("again"), "anton");
  const [{ subnet }] = (await ground.spec(key)).networks;
  const spec = { name: `varlab-${ground.installation}-again`, subnet, labels };
  const earlier = new Set(await readdir("/sys/class/net"));
  await ground.engine.createNetwork(spec);
  const bridge = (await readdir("/sys/class/net")).find((name) => name.startsWith("br-") && !earlier.has(name));
  const senders = `/proc/sys/net/ipv4/conf/${bridge}/rp_filter`;
  const addresses = `/proc/sys/net/ipv6/conf/${bridge}/disable_ipv6`;
  await writeFile(senders, "0");
  await writeFile(addresses, "0");
  await ground.engine.createNetwork(spec);
  expect(await readFile(senders, "utf8")).toBe("1\n");
  expect(await readFile(addresses, "utf8")).toBe("1\n");
  await ground.engine.removeNetwork(spec.name);
  await ground.engine.removeNetwork(spec.name);
});
