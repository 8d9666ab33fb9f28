import { describe, expect, test } from "vitest";
import type { Experiment } from "#shared/experiment/experiment";
import { parseExperiment } from "#shared/experiment/parse-experiment";

const head = `x-varlab: { title: T, toolchain: java, build: { command: make, artifacts: [] } }`;

/** A service of the broker's image with these further keys, in flow style. */
function one(keys: string): string {
  return `{ image: varlab/broker, command: [x], ${keys} }`;
}

function file(services: Record<string, string>, rest = ""): string {
  const lines = Object.entries(services).map(([name, service]) => `  ${name}: ${service}`);
  return [head, rest, "services:", ...lines].join("\n");
}

function read(text: string): Experiment {
  const parsed = parseExperiment(text);
  if (!parsed.ok) throw new Error(parsed.problems.map(({ path, sentence }) => `${path}: ${sentence}`).join("\n"));
  return parsed.experiment;
}

function refusals(text: string): string[] {
  const parsed = parseExperiment(text);
  return parsed.ok ? [] : parsed.problems.map(({ path, sentence }) => `${path}: ${sentence}`);
}

/** The sentences about service `a` alone with these keys. */
function ofOne(keys: string, rest = ""): string {
  return refusals(file({ a: one(keys) }, rest)).join("\n");
}

describe("restarts", () => {
  test("deploy.restart_policy says condition, delay, attempts and window", () => {
    const { services } = read(
      file({
        a: one("deploy: { restart_policy: { condition: on-failure, delay: 5s, max_attempts: 3, window: 2m } }"),
        b: one("deploy: { restart_policy: {} }"),
        c: one("deploy: { restart_policy: { condition: none, delay: 1ms, window: 99h } }"),
      }),
    );
    expect(services.map(({ restart }) => restart)).toEqual([
      { policy: "on-failure", maximumRetries: 3, delaySeconds: 5, windowSeconds: 120 },
      { policy: "always", maximumRetries: null, delaySeconds: null, windowSeconds: null },
      { policy: "no", maximumRetries: null, delaySeconds: 1, windowSeconds: 600 },
    ]);
  });

  test("two rules for one program are refused", () => {
    expect(ofOne("restart: always, deploy: { restart_policy: {} }")).toContain("both say when");
  });
});

describe("volumes", () => {
  test("have a size, and are mounted by name in both forms", () => {
    const experiment = read(
      file(
        {
          a: one("volumes: ['data:/var/lib/data', { type: volume, source: plain, target: /srv, read_only: true }]"),
          b: one("volumes: [data:/data:ro, { type: tmpfs, target: /mnt, tmpfs: { size: 1m } }], tmpfs: /opt:size=2m"),
        },
        "volumes: { data: { driver: local, x-varlab: { size: 128m } }, plain: }",
      ),
    );
    expect(experiment.volumes).toEqual([
      { name: "data", bytes: 128 * 1024 * 1024 },
      { name: "plain", bytes: 64 * 1024 * 1024 },
    ]);
    expect(experiment.services.map(({ volumes, tmpfs }) => ({ volumes, tmpfs }))).toEqual([
      {
        volumes: [
          { volume: "data", path: "/var/lib/data", readOnly: false },
          { volume: "plain", path: "/srv", readOnly: true },
        ],
        tmpfs: [],
      },
      {
        volumes: [{ volume: "data", path: "/data", readOnly: true }],
        tmpfs: [
          { path: "/opt", bytes: 2 * 1024 * 1024 },
          { path: "/mnt", bytes: 1024 * 1024 },
        ],
      },
    ]);
  });

  test.each([
    ["volumes: [data:/data]", "", "declares no volume `data`"],
    ["volumes: [d:/etc]", "volumes: { d: {} }", "would hide files"],
    ["volumes: [d:/data/../etc]", "volumes: { d: {} }", "would hide files"],
    ["volumes: [d:/data:z]", "volumes: { d: {} }", "says more"],
    ["volumes: [d:/data, d:/data/in]", "volumes: { d: {} }", "inside each other"],
    ["volumes: [d:/data], tmpfs: /data:size=1m", "volumes: { d: {} }", "mounted twice"],
    ["volumes: [{ type: bind, source: /etc, target: /data }]", "", "`type` cannot be `bind`"],
    ["volumes: [{ type: tmpfs, target: /data }]", "", "`tmpfs` is missing"],
    ["", "volumes: { d: { driver_opts: { type: none, o: bind, device: /etc } } }", "any folder of the host"],
    ["", "volumes: { d: { external: true } }", "nobody's workspace"],
    ["", "volumes: { d: { driver: nfs } }", "cannot be `nfs`"],
    ["", "volumes: { d: { x-varlab: { size: 1t } } }", "16m to 512m"],
    ["", "volumes: { d: { x-varlab: { size: 1g } } }", "16m to 512m"],
    ["", `volumes: { a: &v { x-varlab: { size: 512m } }, b: *v, c: *v }`, "1 GB"],
    ["", "volumes: { Data: {} }", "cannot be the name of a volume"],
  ])("%s %s: refused", (keys, rest, sentence) => {
    expect(ofOne(keys, rest)).toContain(sentence);
  });
});

describe("networks", () => {
  test("a service is on the networks that it names, and on `default` without a name", () => {
    const experiment = read(
      file(
        {
          a: one("networks: [front]"),
          b: one("networks: { front: , back: { aliases: [db, db.example] } }"),
          c: one(""),
        },
        "networks: { front: , back: { internal: true, driver: bridge } }",
      ),
    );
    expect(experiment.networks).toEqual(["default", "front", "back"]);
    expect(experiment.services.map(({ networks }) => networks)).toEqual([
      [{ network: "front", aliases: [] }],
      [
        { network: "front", aliases: [] },
        { network: "back", aliases: ["db", "db.example"] },
      ],
      [{ network: "default", aliases: [] }],
    ]);
  });

  test.each([
    ["networks: [frnt]", "networks: { front: {} }", "declares no network `frnt`"],
    ["networks: [front, front]", "networks: { front: {} }", "named twice"],
    ["networks: { front: { ipv4_address: 10.0.0.5 } }", "networks: { front: {} }", "Addresses are given"],
    ["networks: { front: { aliases: [LOCAL] } }", "networks: { front: {} }", "An alias cannot be"],
    ["networks: { front: { aliases: [localhost] } }", "networks: { front: {} }", "meaning of its own"],
    ["networks: { front: { aliases: [10.0.0.1] } }", "networks: { front: {} }", "An alias cannot be"],
    ["", "networks: { front: { external: true } }", "connect all workspaces"],
    ["", "networks: { front: { internal: false } }", "none leads out"],
    ["", "networks: { front: { driver: host } }", "cannot be `host`"],
    ["", "networks: { front: { driver_opts: { x: y } } }", "open the network"],
    ["", "networks: { front: { ipam: {} } }", "Addresses are given"],
    ["", "networks: { Front: {} }", "cannot be the name of a network"],
    ["", `networks: { ${Array.from({ length: 8 }, (_, at) => `n${at}: {}`).join(", ")} }`, "7 networks"],
  ])("%s %s: refused", (keys, rest, sentence) => {
    expect(ofOne(keys, rest)).toContain(sentence);
  });

  test("an alias cannot be another service's name", () => {
    const services = { a: one("networks: { default: { aliases: [b] } }"), b: one("") };
    expect(refusals(file(services)).join()).toContain("The alias `b` is the name of `b`");
  });
});

describe("extra hosts", () => {
  test("are names for other instances, in both forms", () => {
    const services = {
      a: one("extra_hosts: { database: db, web.example: web-2 }"),
      b: one("extra_hosts: ['database:db', store=db]"),
      db: one(""),
      web: one("scale: 2"),
    };
    expect(
      read(file(services))
        .services.slice(0, 2)
        .map(({ extraHosts }) => extraHosts),
    ).toEqual([
      [
        { name: "database", instance: "db" },
        { name: "web.example", instance: "web-2" },
      ],
      [
        { name: "database", instance: "db" },
        { name: "store", instance: "db" },
      ],
    ]);
  });

  test.each([
    ["{ x: 10.0.0.1 }", "is an address"],
    ["{ x: '::1' }", "is an address"],
    ["['x:host-gateway']", "the server itself"],
    ["{ x: nobody }", "There is no instance `nobody`"],
    ["{ x: web }", "There is no instance `web`"],
    ["{ x: far }", "on no network together"],
    ["{ web: a }", "an instance's own name"],
    ["{ web-1: a }", "an instance's own name"],
    ["{ localhost: a }", "meaning of its own"],
    ["[x]", "names no instance"],
    ["{ x: [a, b] }", "one instance"],
  ])("%s: refused", (hosts, sentence) => {
    const services = { a: one(`extra_hosts: ${hosts}`), web: one("scale: 2"), far: one("networks: [back]") };
    expect(refusals(file(services, "networks: { back: {} }")).join("\n")).toContain(sentence);
  });
});

describe("replicas", () => {
  test("become instances with names of their own; others wait for all of them", () => {
    const services = { web: one("deploy: { mode: replicated, replicas: 3 }"), c: one("depends_on: [web], scale: 1") };
    const [first, , third, last] = read(file(services)).services;
    expect(first).toMatchObject({ name: "web-1", family: "web", hostname: "web-1" });
    expect(third).toMatchObject({ name: "web-3", family: "web", hostname: "web-3" });
    expect(last).toMatchObject({ name: "c", family: "c", hostname: "c" });
    expect(last?.dependsOn.map(({ service }) => service)).toEqual(["web-1", "web-2", "web-3"]);
  });

  test.each([
    [{ a: one("scale: 2, deploy: { replicas: 3 }") }, "`scale` says 2"],
    [{ a: one("scale: 0") }, "from 1 to 12"],
    [{ a: one("scale: 99") }, "from 1 to 12"],
    [{ a: one("scale: 7"), b: one("scale: 6") }, "13 instances"],
    [{ a: one("scale: 2, hostname: x") }, "cannot have one host name"],
    [{ a: one("scale: 2"), "a-2": one("") }, "`a-2`"],
    [{ "a-2": one(""), a: one("scale: 2") }, "would be called `a-2`"],
    [{ a: one("scale: 2"), b: one("hostname: a-1") }, "belongs to the service `a`"],
    [{ a: one("deploy: { mode: global }") }, "cannot be `global`"],
    [{ a: one("deploy: { placement: {} }") }, "about a cluster"],
    [{ a: one("deploy: { endpoint_mode: vip }") }, "about a cluster"],
  ])("%j: refused", (services, sentence) => {
    expect(refusals(file(services)).join("\n")).toContain(sentence);
  });
});

describe("limits in the long form", () => {
  test("are those of the short form", () => {
    const [service] = read(
      file({ a: one("deploy: { resources: { limits: { cpus: '0.5', memory: 64M, pids: 99 } } }") }),
    ).services;
    expect(service?.limits).toEqual({ cpus: 0.5, memoryBytes: 64 * 1024 * 1024, pids: 99 });
  });

  test.each([
    ["mem_limit: 64m, deploy: { resources: { limits: { memory: 64m } } }", "says the same"],
    ["deploy: { resources: { reservations: { memory: 64m } } }", "other students need"],
    ["deploy: { resources: { limits: { memory: 64g } } }", "`memory` must be a size"],
    ["deploy: { resources: { limits: { devices: [] } } }", "not known here"],
  ])("%s: refused", (keys, sentence) => {
    expect(ofOne(keys)).toContain(sentence);
  });
});

describe("the user", () => {
  test.each(["student", "10001", "'10001:10001'", "student:student"])("%s is the images' own", (user) => {
    expect(ofOne(`user: ${user}`)).toBe("");
  });

  test.each(["root", "0", "'0:0'", "'10001:0'", "1000", "nobody", "''", "[student]"])("%s is refused", (user) => {
    expect(ofOne(`user: ${user}`)).toContain("runs as `student`");
  });
});

describe("profiles", () => {
  test("are kept, and may depend on services without one", () => {
    const services = { a: one("profiles: [debug, debug], depends_on: [b]"), b: one("") };
    expect(read(file(services)).services[0]?.profiles).toEqual(["debug"]);
  });

  test("nothing that always starts depends on something that may not", () => {
    expect(refusals(file({ a: one("profiles: [debug]"), b: one("depends_on: [a]") })).join()).toContain("profile");
    const together = { a: one("profiles: [debug]"), b: one("depends_on: [a], profiles: [debug]") };
    expect(refusals(file(together))).toEqual([]);
  });

  test("one that starts by itself has none", () => {
    expect(ofOne("profiles: [debug], x-varlab: { autostart: true }")).toContain("starts by itself");
  });
});

describe("parts that anchors share", () => {
  test("stand under keys that begin with x-", () => {
    const text = file({ a: "{ <<: *base, command: [x] }" }, "x-base: &base { image: varlab/broker, cpus: 2 }");
    expect(read(text).services[0]?.limits.cpus).toBe(2);
  });

  test("a slip of the pen for `x-varlab` is not taken for one", () => {
    expect(refusals(file({ a: one("") }, "x-varlb: {}")).join()).toContain("`x-varlb` is not known");
  });

  test("are checked where they are used, and interpolation in them is refused everywhere", () => {
    expect(
      refusals(file({ a: "{ <<: *base }" }, "x-base: &base { image: varlab/broker, command: x, pid: host }")),
    ).toHaveLength(1);
    expect(refusals(file({ a: one("") }, `x-other: "${"$"}{SECRET}"`)).join()).toContain("Interpolation is off");
  });
});
