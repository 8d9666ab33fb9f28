import { expect, test } from "vitest";
import { EngineError } from "#server/engine/engine-error";
import { createWorkspaceNetworks } from "#server/machines/networks";
import { WorkspaceId } from "#shared/ids";

const workspace = WorkspaceId.parse("one");
const subnet = "10.213.0.0/28";

/** An engine that notes how many creations run at once and fails as told. */
function countingEngine(outcomes: ("made" | "refused")[] = []) {
  const counts = { made: 0, atOnce: 0, most: 0 };
  return {
    counts,
    async createNetwork() {
      counts.atOnce += 1;
      counts.most = Math.max(counts.most, counts.atOnce);
      await Promise.resolve();
      counts.atOnce -= 1;
      if (outcomes.shift() === "refused") throw new EngineError("refused", "overlaps");
      counts.made += 1;
    },
    removeNetwork: () => Promise.resolve(),
    networks: () => Promise.resolve([]),
  };
}

test("concurrent callers share one creation, also while bridges are closed again", async () => {
  const engine = countingEngine();
  const networks = createWorkspaceNetworks(engine, "dev");
  const names = await Promise.all([
    networks.ensure(workspace, subnet),
    networks.closeAgain().then(() => networks.ensure(workspace, subnet)),
    networks.ensure(workspace, subnet),
  ]);
  expect(names).toEqual(["varlab-dev-one", "varlab-dev-one", "varlab-dev-one"]);
  expect(engine.counts).toEqual({ made: 2, atOnce: 0, most: 1 });
});

test("a network that was refused is told as unavailable and tried anew by the next caller", async () => {
  const engine = countingEngine(["refused"]);
  const networks = createWorkspaceNetworks(engine, "dev");
  await expect(networks.ensure(workspace, subnet)).rejects.toMatchObject({ code: "unavailable" });
  expect(networks.isKnown(workspace)).toBe(false);
  expect(await networks.ensure(workspace, subnet)).toBe("varlab-dev-one");
});

test("each network of a workspace is made once, under a name of its own", async () => {
  const engine = countingEngine();
  const networks = createWorkspaceNetworks(engine, "dev");
  expect(await networks.ensure(workspace, "10.213.0.16/28", "back")).toBe("varlab-dev-one.net.back");
  expect(networks.isKnown(workspace)).toBe(false);
  expect(networks.isKnown(workspace, "back")).toBe(true);
  await networks.ensure(workspace, "10.213.0.16/28", "back");
  await networks.ensure(workspace, subnet);
  expect(engine.counts.made).toBe(2);
  networks.forget(workspace);
  expect(networks.isKnown(workspace, "back")).toBe(false);
});
