import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { expect, onTestFinished, test } from "vitest";
import type { InstanceName } from "#shared/ids";
import { shellExperiment } from "./compose";
import { runOf } from "./consoles";
import { withLiveServer } from "./live-server";

const server = withLiveServer(shellExperiment({ one: "exec sleep 1000" }));

/** A network of somebody else on exactly this subnet, for as long as the test runs. */
function occupy(subnet: string): void {
  const name = `somebody-${randomBytes(4).toString("hex")}`;
  execFileSync("docker", ["network", "create", "--internal", "--subnet", subnet, name], { stdio: "ignore" });
  onTestFinished(() => void execFileSync("docker", ["network", "rm", name], { stdio: "ignore" }));
}

test("a workspace whose subnet was taken by somebody else's network gets another one and runs", async () => {
  const owned = await server.workspace();
  const mine = "10.214.255.224/28";
  occupy(mine);
  await server.database.workspace.update({ where: { id: owned.id }, data: { subnet: mine } });
  const page = await server.page(owned);
  const { workspace } = await page.value("workspace:open");
  expect(workspace.subnet).not.toBe(mine);
  const view = await page.value("instance:start", { name: "one" as InstanceName });
  expect(view.state).toBe("running");
  expect(runOf(view)).toBeDefined();
  expect(await server.database.workspace.findUnique({ where: { id: owned.id } })).toMatchObject({
    subnet: workspace.subnet,
  });
});

test("when a whole class opens its workspaces at once, everybody gets a subnet of their own", async () => {
  const seats = await Promise.all(Array.from({ length: 60 }, () => server.workspace()));
  const opened = await Promise.all(
    seats.map(async (owned) => (await (await server.page(owned)).value("workspace:open")).workspace),
  );
  expect(new Set(opened.map(({ subnet }) => subnet)).size).toBe(seats.length);
});
