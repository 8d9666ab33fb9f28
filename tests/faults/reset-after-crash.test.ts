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

test("reset removes everything too after both processes were killed in the middle of their work", async () => {
  const { id, data } = lab.installation;
  for (const { page } of [await lab.scene(), await lab.scene()]) {
    await page.value("terminal:open", { target: { kind: "toolchain" }, cols: 80, rows: 24 });
  }
  await Promise.all([lab.installation.server.stop("SIGKILL"), lab.installation.web.stop("SIGKILL")]);
  expect((await findLeftovers(id, data)).containers.length).toBe(4);

  await run(varlab, ["reset", "--yes", "--data", data]);

  expect(await findLeftovers(id, data)).toEqual(nothing);
  expect(existsSync(data)).toBe(false);
});
