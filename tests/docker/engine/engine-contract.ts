import { once } from "node:events";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Attachment, ContainerChange, ContainerSpec, Engine } from "#server/engine/engine";
import { installationLabels } from "#server/machines/machine-labels";
import { eventually } from "../eventually";
import { type Ground, openGround } from "../ground";

/** What every engine promises. Run it once for each driver. */
export function describeEngine(name: string, open: () => Engine): void {
  describe(name, () => {
    const engine = open();
    let ground: Ground;
    let made = 0;
    beforeAll(async () => {
      ground = await openGround();
    });
    afterAll(() => ground.end());

    async function specOf(changes: Partial<ContainerSpec> = {}): Promise<ContainerSpec & { network: Attachment }> {
      made += 1;
      const key = ground.instance(ground.workspace(`engine-${made}`), "anton");
      const { image, hostname, memoryBytes, cpus, pids, networks } = await ground.spec(key);
      const [{ subnet, address }] = networks;
      const network = `varlab-${ground.installation}-engine-${made}`;
      const labels = { ...installationLabels(ground.installation), "varlab.test": String(made) };
      await engine.createNetwork({ name: network, subnet, labels });
      return {
        ...{ image, hostname, memoryBytes, cpus, pids, labels },
        name: `${network}.anton`,
        further: [],
        hosts: [],
        mounts: [],
        scratch: [],
        env: { GREETING: "hello world" },
        cwd: "/tmp",
        keeper: await ground.keeperProgram(),
        ...changes,
        network: { name: network, address, aliases: [], ...changes.network },
      };
    }

    async function running(changes: Partial<ContainerSpec> = {}): Promise<string> {
      const id = await engine.createContainer(await specOf(changes));
      await engine.startContainer(id);
      return id;
    }

    async function output(id: string, ...argv: string[]): Promise<{ output: string; errors: string }> {
      const streams = await engine.exec(id, argv);
      streams.input.end();
      const [out, errors] = await Promise.all([text(streams.output), text(streams.errors)]);
      return { output: out, errors };
    }

    test("says what it is", async () => {
      const info = await engine.info();
      expect(info.cpus).toBeGreaterThan(0);
      expect(info.memoryBytes).toBeGreaterThan(0);
      expect(info.version).toMatch(/\d/);
    });

    test("tells an image that is there from one that is not", async () => {
      expect(await engine.imageId("varlab/python-run")).toMatch(/^sha256:/);
      expect(await engine.imageId("varlab/never-made")).toBeUndefined();
      expect(await engine.imageId("../../etc")).toBeUndefined();
    });

    test("copies a file out of an image and leaves no container", async () => {
      const program = await engine.copyFromImage("varlab/keeper", "/keeper");
      expect(program.subarray(0, 4).toString("latin1")).toBe("\x7fELF");
      await expect(engine.copyFromImage("varlab/keeper", "/nothing")).rejects.toMatchObject({ refusal: "missing" });
      await expect(engine.copyFromImage("varlab/never-made", "/keeper")).rejects.toMatchObject({ refusal: "missing" });
    });

    test("a container lives from created over running and paused to exited and gone", async () => {
      const id = await engine.createContainer(await specOf());
      const state = async () => (await engine.container(id))?.state;
      expect(await state()).toBe("created");
      await engine.startContainer(id);
      expect(await state()).toBe("running");
      await engine.pauseContainer(id);
      expect(await state()).toBe("paused");
      await engine.resumeContainer(id);
      expect(await state()).toBe("running");
      await engine.stopContainer(id, 2);
      expect(await state()).toBe("exited");
      await engine.removeContainer(id);
      expect(await state()).toBeUndefined();
      await engine.removeContainer(id);
    });

    test("a stop that is asked for twice and a kill of what ended do no harm", async () => {
      const id = await running();
      await engine.stopContainer(id, 2);
      await engine.stopContainer(id, 2);
      await expect(engine.killContainer(id)).rejects.toMatchObject({ refusal: "conflict" });
    });

    test("lists by label only what carries all of them", async () => {
      const spec = await specOf();
      const id = await engine.createContainer(spec);
      expect((await engine.containers(spec.labels)).map((container) => container.id)).toEqual([id]);
      expect(await engine.containers({ ...spec.labels, "varlab.other": "1" })).toEqual([]);
      expect(await engine.networks({ ...spec.labels })).toMatchObject([{ name: spec.network.name }]);
    });

    test("refuses a second container of the same name as a conflict", async () => {
      const spec = await specOf();
      await engine.createContainer(spec);
      await expect(engine.createContainer(spec)).rejects.toMatchObject({ refusal: "conflict" });
    });

    test("refuses a mount whose source is missing instead of making it", async () => {
      const mounts = [{ source: `${ground.data}/not-there`, target: "/app", writable: false }];
      await expect(running({ mounts })).rejects.toThrow();
    });

    test("keeps a program's two outputs apart and gives it environment and directory", async () => {
      const id = await running();
      const said = await output(id, "sh", "-c", "echo $GREETING; pwd; echo problem >&2");
      expect(said).toEqual({ output: "hello world\n/tmp\n", errors: "problem\n" });
    });

    test("the end of a program's input is told without cutting its output", async () => {
      const id = await running();
      const streams = await engine.exec(id, ["sh", "-c", "cat; echo done"]);
      streams.errors.resume();
      streams.input.write("first ");
      streams.input.end("last\n");
      expect(await text(streams.output)).toBe("first last\ndone\n");
    });

    test("carries every byte, also zeros and newlines, in both directions", async () => {
      const id = await running();
      const bytes = Buffer.from(Array.from({ length: 1_000_003 }, (_, at) => (at * 7 + (at >> 8)) & 255));
      const streams = await engine.exec(id, ["cat"]);
      streams.errors.resume();
      streams.input.end(bytes);
      const chunks: Buffer[] = [];
      for await (const chunk of streams.output) chunks.push(chunk);
      expect(Buffer.concat(chunks).equals(bytes)).toBe(true);
    });

    test("a reader that stops makes the program wait instead of piling up memory", async () => {
      const id = await running();
      const streams = await engine.exec(id, ["sh", "-c", "head -c 200000000 /dev/zero; touch /tmp/finished"]);
      streams.errors.resume();
      await once(streams.output, "readable");
      const held = () => streams.output.readableLength;
      let before = -1;
      await eventually("nothing more comes in", async () => {
        const settled = held() === before;
        before = held();
        await output(id, "true");
        return settled;
      });
      expect(held()).toBeLessThan(2_000_000);
      expect((await output(id, "ls", "/tmp")).output).toBe("");
      let total = 0;
      for await (const chunk of streams.output) total += chunk.length;
      expect(total).toBe(200_000_000);
    });

    test("a program whose connection is cut sees the end of its input", async () => {
      const id = await running();
      const streams = await engine.exec(id, ["sh", "-c", "cat; touch /tmp/ended"]);
      streams.input.write("x");
      await once(streams.output, "readable");
      streams.close();
      await eventually("it noticed", async () => (await output(id, "ls", "/tmp")).output === "ended\n");
    });

    test("refuses to run in a container that does not run", async () => {
      const id = await engine.createContainer(await specOf());
      await expect(engine.exec(id, ["true"])).rejects.toMatchObject({ refusal: "conflict" });
      await expect(engine.exec("0".repeat(64), ["true"])).rejects.toMatchObject({ refusal: "missing" });
    });

    test("reads processor time, memory and processes", async () => {
      const id = await running();
      const before = await engine.stats(id);
      await output(id, "python3", "-c", "sum(range(5_000_000))");
      const after = await engine.stats(id);
      expect(after.cpuNanos - before.cpuNanos).toBeGreaterThan(20_000_000);
      expect(after.memoryBytes).toBeGreaterThan(0);
      expect(after.memoryBytes).toBeLessThan(after.memoryLimitBytes);
      expect(after.memoryLimitBytes).toBe(128 * 1024 * 1024);
      expect(after.pids).toBeGreaterThan(0);
    });

    test("tells what happens to labelled containers and nothing of others, until told to stop", async () => {
      const spec = await specOf();
      const heard: ContainerChange[] = [];
      let stands = 0;
      const stop = engine.events(spec.labels, {
        changed: (_, change) => void heard.push(change),
        resync() {
          stands += 1;
        },
      });
      await eventually("the stream stands", () => stands === 1);
      const other = await running();
      const id = await engine.createContainer(spec);
      await engine.startContainer(id);
      await engine.pauseContainer(id);
      await engine.resumeContainer(id);
      await engine.removeContainer(other);
      await engine.removeContainer(id);
      await eventually("the removal is told", () => heard.includes("removed"));
      expect(new Set(heard)).toEqual(new Set(["started", "paused", "resumed", "died", "removed"]));
      expect([heard.at(0), heard.at(-3), heard.at(-2), heard.at(-1)]).toEqual([
        "started",
        "resumed",
        "died",
        "removed",
      ]);
      stop();
    });

    test("making a network again is fine, and one on a taken subnet is refused", async () => {
      const labels = installationLabels(ground.installation);
      const [{ subnet }] = (await ground.spec(ground.instance(ground.workspace("subnet"), "anton"))).networks;
      const name = `varlab-${ground.installation}-subnet`;
      await engine.createNetwork({ name, subnet, labels });
      await engine.createNetwork({ name, subnet, labels });
      await expect(engine.createNetwork({ name: `${name}-2`, subnet, labels })).rejects.toMatchObject({
        refusal: "refused",
      });
      expect((await engine.networks(labels)).map((network) => network.name)).not.toContain(`${name}-2`);
      await engine.removeNetwork(name);
    });

    test("a network goes with what is still on it", async () => {
      const spec = await specOf();
      const id = await engine.createContainer(spec);
      await engine.startContainer(id);
      await engine.removeNetwork(spec.network.name);
      expect((await engine.networks(spec.labels)).length).toBe(0);
      expect((await output(id, "ls", "/sys/class/net")).output).toBe("lo\n");
    });
  });
}
