import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { findLeftovers } from "../support/leftovers";
import { withInstallation } from "./living-lab";

const run = promisify(execFile);
const varlab = path.resolve(import.meta.dirname, "../../varlab");
const nothing = { containers: [], networks: [], volumes: [], mounts: [], loopDevices: [], processes: [] };

const lab = withInstallation();

test("reset leaves no container, network, volume, mount, process or file of the installation", async () => {
  const { id, data } = lab.installation;
  for (const { page } of [await lab.scene(), await lab.scene()]) {
    await page.value("terminal:open", { target: { kind: "toolchain" }, cols: 80, rows: 24 });
  }
  const before = await findLeftovers(id, data);
  expect(before.containers.length).toBe(4);
  expect(before.networks.length).toBe(2);
  expect(before.mounts.length).toBe(2);
  expect(before.processes.length).toBeGreaterThanOrEqual(2);

  await run(varlab, ["reset", "--yes", "--data", data]);

  expect(await findLeftovers(id, data)).toEqual(nothing);
  expect(existsSync(data)).toBe(false);
});
