import { expect, test } from "vitest";
import { createDockerEngine } from "#server/engine/docker/docker-engine";
import { describeEngine } from "./engine-contract";

describeEngine("Docker", () => createDockerEngine());

test("a Docker that is not there is unavailable, with what to do", async () => {
  const engine = createDockerEngine({ socketPath: "/nowhere/docker.sock" });
  await expect(engine.info()).rejects.toMatchObject({
    code: "unavailable",
    message: expect.stringContaining("operator"),
  });
});
