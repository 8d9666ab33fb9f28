import { describe, expect, test } from "vitest";
import type { Experiment, Service } from "#shared/experiment/experiment";
import { parseExperiment } from "#shared/experiment/parse-experiment";

const head = `
x-varlab:
  title: "Title"
  toolchain: java
  build:
    command: make
    artifacts: [{ name: app.jar, path: build/app.jar }]
`;

function read(services: string, top = head): Experiment {
  const parsed = parseExperiment(`${top}\nservices:\n${services}`);
  if (!parsed.ok) throw new Error(parsed.problems.map(({ path, sentence }) => `${path}: ${sentence}`).join("\n"));
  return parsed.experiment;
}

/** The only service of a file, with these lines below its image. */
function service(...lines: string[]): Service {
  const [only] = read(
    ["  a:", "    image: varlab/java-run", ...lines.map((line) => `    ${line}`)].join("\n"),
  ).services;
  if (only === undefined) throw new Error("no service");
  return only;
}

describe("the smallest experiment", () => {
  test("gets every default", () => {
    expect(service("command: [java, -version]")).toEqual({
      name: "a",
      family: "a",
      build: null,
      description: "",
      image: "varlab/java-run",
      hostname: "a",
      environment: {},
      ports: [],
      show: [],
      dependsOn: [],
      healthcheck: null,
      workingDir: "/home/student",
      stdinOpen: false,
      tty: false,
      stopSignal: "SIGTERM",
      stopGraceSeconds: 10,
      restart: { policy: "no", maximumRetries: null, delaySeconds: null, windowSeconds: null },
      limits: { memoryBytes: 268_435_456, cpus: 1, pids: 256 },
      tmpfs: [],
      volumes: [],
      networks: [{ network: "default", aliases: [] }],
      extraHosts: [],
      profiles: [],
      artifact: null,
      launch: { kind: "command", command: ["java", "-version"] },
      editable: [],
      locked: false,
      autostart: false,
    });
  });

  test("is plain data that survives JSON", () => {
    const experiment = read("  a: { image: varlab/java-run, command: [x] }");
    expect(JSON.parse(JSON.stringify(experiment))).toEqual(experiment);
  });
});

describe("the course part", () => {
  test("is read with its build, the files to open and its questions", () => {
    const top = `
name: my-lab
x-varlab:
  title: A title
  summary: A summary
  toolchain: python
  build:
    command: |
      set -e
      make $$TARGET
    timeout: 1m30s
    artifacts:
      - path: build
      - { name: one.py, path: src/one.py }
  open: [src/one.py, README]
  questions:
    - { id: why-two-hosts, text: "Why are there two hosts?", required: true }
    - id: surprise
      text: What surprised you?
`;
    expect(read("  a: { image: varlab/python-run, command: [x] }", top)).toMatchObject({
      name: "my-lab",
      title: "A title",
      summary: "A summary",
      toolchain: "python",
      build: {
        command: "set -e\nmake $TARGET\n",
        timeoutSeconds: 90,
        artifacts: [
          { name: "build", path: "build" },
          { name: "one.py", path: "src/one.py" },
        ],
      },
      open: ["src/one.py", "README"],
      questions: [
        { id: "why-two-hosts", text: "Why are there two hosts?", required: true },
        { id: "surprise", text: "What surprised you?", required: false },
      ],
    });
  });

  test.each([
    ["30", 30],
    ["1s", 5],
    ["2h", 600],
  ])("a build timeout of %s is kept inside its bounds", (written, seconds) => {
    const top = head.replace("command: make", `command: make\n    timeout: ${written}`);
    expect(read("  a: { image: varlab/java-run, command: [x] }", top).build.timeoutSeconds).toBe(seconds);
  });
});

describe("commands", () => {
  test("a line is split like a shell would", () => {
    expect(service(`command: sh -c "echo 'a b'"`).launch).toEqual({
      kind: "command",
      command: ["sh", "-c", "echo 'a b'"],
    });
  });

  test("an entrypoint comes before the command", () => {
    expect(service("entrypoint: [a]", "command: [b, c]").launch).toEqual({ kind: "command", command: ["a", "b", "c"] });
    expect(service("entrypoint: a b").launch).toEqual({ kind: "command", command: ["a", "b"] });
  });

  test("a Java launch may stand alone or beside the same command", () => {
    const launch =
      "x-varlab: { artifact: app.jar, launch: { mainClass: a.Main, args: [x y], jvmArgs: [-Xmx64m] }, editable: [args] }";
    const form = {
      kind: "java",
      mainClass: "a.Main",
      args: ["x y"],
      jvmArgs: ["-Xmx64m"],
      classPath: ["/app", "/app/*"],
    };
    expect(service(launch)).toMatchObject({ launch: form, artifact: "app.jar", editable: ["args"] });
    expect(service(`command: java -Xmx64m -cp '/app:/app/*' a.Main 'x y'`, launch)).toMatchObject({ launch: form });
  });

  test("a class path can be given", () => {
    const { launch } = service("x-varlab: { launch: { mainClass: M, classPath: [/app/a.jar, /app/lib/*] } }");
    expect(launch).toMatchObject({ classPath: ["/app/a.jar", "/app/lib/*"] });
  });

  test("a main class may be left to the student", () => {
    const { launch } = service(`x-varlab: { launch: { mainClass: "" }, editable: [mainClass] }`);
    expect(launch).toMatchObject({ kind: "java", mainClass: "" });
  });
});

describe("the Compose part", () => {
  test("reads an environment in both forms, with dollar signs written twice", () => {
    expect(service("command: [x]", `environment: { A: text, B: 5, C: "", D: "1$$2", E: 0x10 }`).environment).toEqual({
      A: "text",
      B: "5",
      C: "",
      D: "1$2",
      E: "0x10",
    });
    expect(service("command: [x]", `environment: [A=text, "B=a=b", C=]`).environment).toEqual({
      A: "text",
      B: "a=b",
      C: "",
    });
    expect(Object.keys(service("command: [x]", "environment: { __proto__: x }").environment)).toEqual(["__proto__"]);
  });

  test("collects ports from expose and ports, in all their forms", () => {
    const lines = [`expose: ["9000", 8002]`, `ports: ["8001", 8002, { target: 80, protocol: tcp }, 70/tcp]`];
    expect(service("command: [x]", ...lines).ports).toEqual([70, 80, 8001, 8002, 9000]);
  });

  test("shows declared ports", () => {
    const lines = [`ports: ["8001"]`, "x-varlab: { show: [{ port: 8001, title: Site }] }"];
    expect(service("command: [x]", ...lines).show).toEqual([{ port: 8001, title: "Site" }]);
    expect(service("command: [x]", `ports: ["8001"]`, "x-varlab: { show: [{ port: 8001 }] }").show).toEqual([
      { port: 8001, title: "Port 8001" },
    ]);
  });

  test("reads dependencies in both forms", () => {
    const services = `
  a: { image: varlab/broker, command: [x], healthcheck: { test: [CMD, "true"] } }
  b: { image: varlab/broker, command: [x] }
  c: { image: varlab/broker, command: [x], depends_on: [a, b] }
  d:
    image: varlab/broker
    command: [x]
    depends_on: { a: { condition: service_healthy }, b: { condition: service_completed_successfully }, c: {} }
`;
    expect(read(services).services.map(({ dependsOn }) => dependsOn)).toEqual([
      [],
      [],
      [
        { service: "a", condition: "service_started" },
        { service: "b", condition: "service_started" },
      ],
      [
        { service: "a", condition: "service_healthy" },
        { service: "b", condition: "service_completed_successfully" },
        { service: "c", condition: "service_started" },
      ],
    ]);
  });

  test("reads a health check and keeps its times inside bounds", () => {
    const check = `healthcheck: { test: [CMD, nc, -z, localhost, "1883"], interval: 100ms, timeout: 5m, retries: 0, start_period: 10s }`;
    expect(service("command: [x]", check).healthcheck).toEqual({
      argv: ["nc", "-z", "localhost", "1883"],
      intervalSeconds: 1,
      timeoutSeconds: 30,
      retries: 1,
      startPeriodSeconds: 10,
      startIntervalSeconds: null,
    });
  });

  test.each([
    ["{ test: curl localhost }", ["/bin/sh", "-c", "curl localhost"]],
    ["{ test: [CMD-SHELL, curl localhost | grep a] }", ["/bin/sh", "-c", "curl localhost | grep a"]],
    ["{ test: [NONE] }", undefined],
    ["{ disable: true }", undefined],
  ])("a health check %s is understood", (written, argv) => {
    expect(service("command: [x]", `healthcheck: ${written}`).healthcheck?.argv).toEqual(argv);
  });

  test("reads how a program stops and restarts", () => {
    expect(service("command: [x]", "stop_signal: int", "stop_grace_period: 5m", "restart: on-failure:3")).toMatchObject(
      {
        stopSignal: "SIGINT",
        stopGraceSeconds: 60,
        restart: { policy: "on-failure", maximumRetries: 3 },
      },
    );
    expect(service("command: [x]", "restart: no").restart.policy).toBe("no");
    expect(service("command: [x]", `restart: "no"`).restart.policy).toBe("no");
    const always = { policy: "always", maximumRetries: null, delaySeconds: null, windowSeconds: null };
    expect(service("command: [x]", "restart: always").restart).toEqual(always);
    expect(service("command: [x]", "restart: unless-stopped").restart).toEqual(always);
    expect(service("command: [x]", "restart: on-failure").restart).toMatchObject({
      policy: "on-failure",
      maximumRetries: null,
    });
  });

  test("reads limits and folders in memory", () => {
    const lines = ["mem_limit: 64m", "cpus: 0.5", "pids_limit: 50", "tmpfs: [/data:size=1m, /var/lib/x:size=16m]"];
    expect(service("command: [x]", ...lines)).toMatchObject({
      limits: { memoryBytes: 67_108_864, cpus: 0.5, pids: 50 },
      tmpfs: [
        { path: "/data", bytes: 1_048_576 },
        { path: "/var/lib/x", bytes: 16_777_216 },
      ],
    });
    expect(service("command: [x]", "tmpfs: /data:size=4k").tmpfs).toEqual([{ path: "/data", bytes: 4096 }]);
  });

  test("reads host name, working directory, stdin and terminal", () => {
    const lines = [
      "hostname: other",
      "working_dir: /app",
      "stdin_open: true",
      "tty: true",
      "init: true",
      "read_only: true",
    ];
    expect(service("command: [x]", ...lines)).toMatchObject({
      hostname: "other",
      workingDir: "/app",
      stdinOpen: true,
      tty: true,
    });
  });

  test.each([
    "./starter/build/app.jar:/app/app.jar:ro",
    "./solution/build/app.jar:/app/app.jar:ro",
    "./starter/build:/app:ro",
  ])("accepts the mount %s, which places the artifact for plain Compose", (volume) => {
    expect(service("command: [x]", `volumes: ["${volume}"]`, "x-varlab: { artifact: app.jar }").artifact).toBe(
      "app.jar",
    );
  });

  test("a locked service starts by itself unless it says otherwise", () => {
    expect(service("command: [x]", "x-varlab: { locked: true }")).toMatchObject({ locked: true, autostart: true });
    expect(service("command: [x]", "x-varlab: { locked: true, autostart: false }").autostart).toBe(false);
    expect(service("command: [x]", "x-varlab: { autostart: true }").autostart).toBe(true);
  });
});

describe("anchors", () => {
  test("what services share can be merged, own keys first", () => {
    const services = `
  a: &base
    image: varlab/java-run
    command: [a]
    cpus: 0.5
    environment: &env { X: "1" }
  b:
    <<: *base
    command: [b]
  c:
    <<: [{ cpus: 2 }, *base]
    environment: { <<: *env, Y: "2" }
`;
    expect(read(services).services).toMatchObject([
      { launch: { command: ["a"] }, limits: { cpus: 0.5 } },
      { image: "varlab/java-run", launch: { command: ["b"] }, limits: { cpus: 0.5 } },
      { launch: { command: ["a"] }, limits: { cpus: 2 }, environment: { X: "1", Y: "2" } },
    ]);
  });
});

test("another installation can have other images", () => {
  const text = `${head}\nservices:\n  a: { image: school/go, command: [x] }`;
  expect(parseExperiment(text).ok).toBe(false);
  expect(parseExperiment(text, { images: ["school/go"] }).ok).toBe(true);
});
