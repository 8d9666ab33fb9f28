import { expect, test } from "vitest";
import type { InstanceName } from "#shared/ids";
import { shellExperiment } from "./compose";
import { runOf } from "./consoles";
import { withLiveServer } from "./live-server";

const server = withLiveServer(shellExperiment({ quiet: "echo here; sleep 1000" }));
const quiet = "quiet" as InstanceName;

test("a program that is started just when its machine comes up is not taken for lost", async () => {
  const page = await server.page(await server.workspace());
  await page.value("workspace:open");
  for (let round = 0; round < 8; round += 1) {
    const started = new Promise<void>((resolve, reject) => {
      page.socket.on("instance:changed", function listen(view: { machine: string }) {
        if (view.machine !== "on") return;
        page.socket.off("instance:changed", listen);
        page.value("instance:start", { name: quiet }).then(() => resolve(), reject);
      });
    });
    const target = { kind: "instance", name: quiet } as const;
    await page.value("terminal:open", { target, cols: 80, rows: 24 });
    await started;
    const { instances } = await page.value("workspace:open");
    expect(instances[0]).toMatchObject({ state: "running" });
    const log = await page.value("console:log", { run: runOf({ run: instances[0]?.run }), from: 0 });
    expect(log.first).toBe(0);
    await page.value("instance:reset", { name: quiet });
  }
});
