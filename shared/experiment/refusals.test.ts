import { describe, expect, test } from "vitest";
import { parseExperiment } from "#shared/experiment/parse-experiment";
import type { Problem } from "#shared/experiment/problem";
import { refusedServiceKeys, refusedTopKeys } from "#shared/experiment/refused-keys";

const head = [
  "x-varlab:", // 1
  "  title: Title", // 2
  "  toolchain: java", // 3
  "  build:", // 4
  "    command: make", // 5
  "    artifacts: [{ name: app.jar, path: build/app.jar }, { name: site, path: out }]", // 6
  "services:", // 7
  "  a:", // 8
  "    image: varlab/java-run", // 9
  "    command: [x]", // 10
];

/** The first line that a test adds to service `a`. */
const LINE = head.length + 1;

function problemsOf(text: string): Problem[] {
  const parsed = parseExperiment(text);
  return parsed.ok ? [] : parsed.problems;
}

/** The problems of the sound file above with lines added to its service. */
function withLines(...lines: string[]): Problem[] {
  return problemsOf([...head, ...lines.map((line) => `    ${line}`)].join("\n"));
}

/** The problems of the sound file above with one line replaced. */
function withLine(number: number, line: string): Problem[] {
  return problemsOf(head.map((old, index) => (index === number - 1 ? line : old)).join("\n"));
}

test("the file these tests change is sound", () => {
  expect(problemsOf(head.join("\n"))).toEqual([]);
});

describe("keys", () => {
  test.each(Object.keys(refusedServiceKeys))(
    "a service's `%s` is refused by name, path and line, with a reason of its own",
    (key) => {
      expect(withLines(`${key}: true`)).toEqual([
        {
          path: `services.a.${key}`,
          line: LINE,
          column: 5,
          endLine: LINE,
          endColumn: 5 + key.length,
          sentence: refusedServiceKeys[key]?.sentence,
          instead: refusedServiceKeys[key]?.instead,
        },
      ]);
    },
  );

  test.each(Object.keys(refusedTopKeys))("the file's `%s` is refused with a reason of its own", (key) => {
    const problems = problemsOf([`${key}: {}`, ...head].join("\n"));
    expect(problems).toMatchObject([{ path: key, line: 1, column: 1, sentence: refusedTopKeys[key]?.sentence }]);
  });

  test("an unknown key is refused with the nearest known one", () => {
    expect(withLines("depend_on: [b]")).toMatchObject([
      { path: "services.a.depend_on", line: LINE, instead: "Did you mean `depends_on`?" },
    ]);
  });

  test.each([
    [["x-other: 1"], "services.a.x-other"],
    [["x-varlab: { artefact: app.jar }"], "services.a.x-varlab.artefact"],
    [["x-varlab: { launch: { mainClass: A, mode: x } }"], "services.a.x-varlab.launch.mode"],
    [["healthcheck: { test: x, begin: 1s }"], "services.a.healthcheck.begin"],
    [["ports: [{ target: 80, published: 80 }]"], "services.a.ports[0].published"],
    [[`ports: ["80"]`, "x-varlab: { show: [{ port: 80, path: / }] }"], "services.a.x-varlab.show[0].path"],
  ])("an unknown key is refused inside %j", (lines, path) => {
    expect(withLines(...lines).map((problem) => problem.path)).toContain(path);
  });

  test.each(["constructor", "__proto__", "toString", "hasOwnProperty"])(
    "`%s` is an unknown key like any other",
    (key) => {
      expect(withLines(`${key}: 1`)).toMatchObject([{ path: `services.a.${key}`, line: LINE }]);
    },
  );

  test("every problem of a file is reported, in the order of the text", () => {
    const problems = withLines("privileged: true", "cap_add: [ALL]", "image: x", "pid: host");
    expect(problems.map(({ line }) => line)).toEqual([LINE, LINE + 1, LINE + 2, LINE + 3]);
  });

  test("each problem says what to write instead", () => {
    for (const { sentence, instead } of withLines("privileged: true", "ports: [80:80]", "restart: often", "cpus: x")) {
      expect(sentence).toMatch(/\.$/);
      expect(instead).toMatch(/\S/);
    }
  });
});

describe("values", () => {
  test.each([
    [["environment: { A: }"], "services.a.environment.A", "would take the server's"],
    [["environment: { A: true }"], "services.a.environment.A", "must be a text"],
    [["environment: [A]"], "services.a.environment[0]", "would take the server's"],
    [["environment: [A=1, A=2]"], "services.a.environment[1]", "set twice"],
    [["environment: { 1A: x }"], "services.a.environment.1A", "cannot be the name"],
    [["environment: text"], "services.a.environment", "must be a mapping"],
    [[`ports: ["8001:8001"]`], "services.a.ports[0]", "fixed port of the host"],
    [[`ports: ["127.0.0.1:8001:8001"]`], "services.a.ports[0]", "fixed port of the host"],
    [[`ports: ["8001-8005"]`], "services.a.ports[0]", "range of ports"],
    [[`ports: ["53/udp"]`], "services.a.ports[0]", "Only TCP"],
    [["ports: [0]"], "services.a.ports[0]", "from 1 to 65535"],
    [["ports: [70000]"], "services.a.ports[0]", "from 1 to 65535"],
    [["ports: [{}]"], "services.a.ports[0].target", "is missing"],
    [["ports: [{ target: 80, protocol: udp }]"], "services.a.ports[0].protocol", "cannot be"],
    [["expose: 80"], "services.a.expose", "must be a list"],
    [["x-varlab: { show: [{ port: 80 }] }"], "services.a.x-varlab.show[0].port", "does not declare"],
    [["ports: [80]", "x-varlab: { show: [{ port: 80 }, { port: 80 }] }"], "services.a.x-varlab.show", "shown twice"],
    [["depends_on: [b]"], "services.a.depends_on[0]", "no service `b`"],
    [["depends_on: [a]"], "services.a.depends_on[0]", "a → a"],
    [["depends_on: { a: { condition: ready } }"], "services.a.depends_on.a.condition", "cannot be `ready`"],
    [["depends_on: { a: { required: false } }"], "services.a.depends_on.a.required", "required"],
    [["healthcheck: { interval: 5s }"], "services.a.healthcheck.test", "is missing"],
    [["healthcheck: { test: [] }"], "services.a.healthcheck.test", "is empty"],
    [["healthcheck: { test: [curl, localhost] }"], "services.a.healthcheck.test", "CMD"],
    [["healthcheck: { test: [CMD-SHELL, a, b] }"], "services.a.healthcheck.test", "CMD"],
    [["healthcheck: { test: x, interval: 5 }"], "services.a.healthcheck.interval", "not a duration"],
    [["healthcheck: { test: x, retries: many }"], "services.a.healthcheck.retries", "whole number"],
    [["hostname: Server"], "services.a.hostname", "cannot be a host name"],
    [["hostname: a.b"], "services.a.hostname", "cannot be a host name"],
    [["hostname: -a"], "services.a.hostname", "cannot be a host name"],
    [[`hostname: "10"`], "services.a.hostname", "read as an address"],
    [["hostname: localhost"], "services.a.hostname", "meaning of its own"],
    [[`hostname: ${"a".repeat(64)}`], "services.a.hostname", "at most 63"],
    [["working_dir: app"], "services.a.working_dir", "absolute"],
    [["working_dir: /app/../etc"], "services.a.working_dir", "absolute"],
    [["stdin_open: yes"], "services.a.stdin_open", "true or false"],
    [["init: false"], "services.a.init", "cannot be turned off"],
    [["read_only: false"], "services.a.read_only", "cannot be turned off"],
    [["stop_signal: SIGSTOP"], "services.a.stop_signal", "ends a program"],
    [["stop_grace_period: 10"], "services.a.stop_grace_period", "not a duration"],
    [["restart: false"], "services.a.restart", "must be a text"],
    [["restart: sometimes"], "services.a.restart", "cannot be `sometimes`"],
    [["mem_limit: 4g"], "services.a.mem_limit", "from 32m to 1g"],
    [["mem_limit: 1m"], "services.a.mem_limit", "from 32m to 1g"],
    [["mem_limit: lots"], "services.a.mem_limit", "from 32m to 1g"],
    [["cpus: 0"], "services.a.cpus", "from 0.1 to 4"],
    [["cpus: -1"], "services.a.cpus", "from 0.1 to 4"],
    [["cpus: 64"], "services.a.cpus", "from 0.1 to 4"],
    [["pids_limit: 0"], "services.a.pids_limit", "from 16 to 1024"],
    [["pids_limit: -1"], "services.a.pids_limit", "from 16 to 1024"],
    [["pids_limit: 20.5"], "services.a.pids_limit", "whole number"],
    [["tmpfs: /data"], "services.a.tmpfs", "needs a size"],
    [["tmpfs: [/data:size=1g]"], "services.a.tmpfs[0]", "4 KB to 128 MB"],
    [[`tmpfs: ["/data:size=1m,exec"]`], "services.a.tmpfs[0]", "needs a size"],
    [["tmpfs: [/app:size=1m]"], "services.a.tmpfs[0]", "would hide"],
    [["tmpfs: [/:size=1m]"], "services.a.tmpfs[0]", "would hide"],
    [["tmpfs: [/data/../etc:size=1m]"], "services.a.tmpfs[0]", "would hide"],
    [["tmpfs: [/varlab:size=1m]"], "services.a.tmpfs[0]", "would hide"],
    [["tmpfs: [/data:size=100m, /srv:size=100m]"], "services.a.tmpfs[1]", "together"],
    [["tmpfs: [/data:size=1m, /data:size=1m]"], "services.a.tmpfs[1]", "twice"],
    [["x-varlab: { artifact: other.jar }"], "services.a.x-varlab.artifact", "no artifact `other.jar`"],
    [["x-varlab: { locked: true, artifact: app.jar }"], "services.a.x-varlab.artifact", "lecturer's"],
    [["x-varlab: { locked: true, editable: [command] }"], "services.a.x-varlab.editable", "lecturer's"],
    [["x-varlab: { editable: [mainClass] }"], "services.a.x-varlab.editable", "launched as a command"],
    [["x-varlab: { editable: [image] }"], "services.a.x-varlab.editable[0]", "cannot be `image`"],
    [["x-varlab: { launch: { mainClass: A } }"], "services.a.command", "must mean the same everywhere"],
    [["x-varlab: { launch: { command: [y] } }"], "services.a.command", "must mean the same everywhere"],
    [["x-varlab: { launch: { command: [x], args: [y] } }"], "services.a.x-varlab.launch", "either a command or"],
    [["x-varlab: { launch: { args: [y] } }"], "services.a.x-varlab.launch.mainClass", "is missing"],
    [
      ["x-varlab: { launch: { mainClass: A.java } }"],
      "services.a.x-varlab.launch.mainClass",
      "not the name of a Java class",
    ],
    [[`x-varlab: { launch: { mainClass: "" } }`], "services.a.x-varlab.launch.mainClass", "is empty"],
    [["x-varlab: text"], "services.a.x-varlab", "must be a mapping"],
  ])("%j is refused with its own sentence", (lines, path, sentence) => {
    const found = withLines(...lines).find((problem) => problem.path === path);
    expect(found?.sentence).toContain(sentence);
    expect(found?.line).toBeGreaterThanOrEqual(path === "services.a.command" ? 10 : LINE);
  });

  test.each([
    ["data:/app:ro", "declares no volume"],
    ["/etc:/app:ro", "folder of the host"],
    ["/var/run/docker.sock:/app/docker.sock:ro", "folder of the host"],
    ["./starter/../../..:/app:ro", "folder of the host"],
    ["./build/app.jar:/app/app.jar:ro", "folder of the host"],
    ["~/x:/app:ro", "folder of the host"],
    ["./starter/build/app.jar:/app/app.jar", "only for reading"],
    ["./starter/build/app.jar:/app/app.jar:rw", "only for reading"],
    ["./starter/build/app.jar:/app/app.jar:ro:z", "only for reading"],
    ["./starter/build/app.jar:/usr/bin/java:ro", "where a deployment does"],
    ["./starter/other:/app:ro", "where a deployment does"],
    ["/data", "without a limit"],
  ])("the volume %s is refused", (volume, sentence) => {
    const problems = withLines(`volumes: ["${volume}"]`, "x-varlab: { artifact: app.jar }");
    expect(problems).toMatchObject([{ path: "services.a.volumes[0]", sentence: expect.stringContaining(sentence) }]);
  });

  test("a volume in its long form, or without an artifact, is refused", () => {
    expect(withLines("volumes: [{ type: bind, source: /, target: /app }]")).toHaveLength(1);
    expect(withLines("volumes: [./starter/build:/app:ro]")).toMatchObject([
      { sentence: expect.stringContaining("no `x-varlab.artifact`") },
    ]);
  });

  test.each([
    ["nginx", "Possible: varlab/java-run"],
    ["varlab/java-rum", "Did you mean `varlab/java-run`?"],
    ["varlab/java-run:latest", "Possible:"],
    ["registry:5000/varlab/java-run", "Possible:"],
  ])("the image %s is refused", (image, instead) => {
    expect(withLine(9, `    image: ${image}`)).toMatchObject([
      { path: "services.a.image", line: 9, column: 12, instead: expect.stringContaining(instead) },
    ]);
  });

  test.each([
    ["  command: x", "services.a", "is missing"],
    ["    command: []", "services.a.command", "is empty"],
    ["    command: ['']", "services.a.command", "is empty"],
    ["    command: [sleep, 5]", "services.a.command[1]", "must be a text"],
    [`    command: "a 'b"`, "services.a.command", "cannot be split"],
    [`    command: ["a\\0b"]`, "services.a.command[0]", "control character"],
    [`    command: ["a\\eb"]`, "services.a.command[0]", "control character"],
    ["    stdin_open: true", "services.a.command", "is missing"],
  ])("the command line %j is refused", (line, path, sentence) => {
    const found = withLine(10, line).find(
      (problem) => problem.path.startsWith(path) && problem.sentence.includes(sentence),
    );
    if (line.startsWith("    ")) expect(found?.path).toBe(path);
    else expect(withLine(10, line)).not.toEqual([]);
  });
});

describe("the course part", () => {
  test.each([
    [2, "  titel: Title", "x-varlab.titel", "not known"],
    [2, "  summary: x", "x-varlab.title", "is missing"],
    [2, "  title: 5", "x-varlab.title", "must be a text"],
    [2, `  title: ${"x".repeat(121)}`, "x-varlab.title", "at most 120"],
    [3, "  toolchain: rust", "x-varlab.toolchain", "cannot be `rust`"],
    [5, "    timeout: 10s", "x-varlab.build.command", "is missing"],
    [5, "    command: [make]", "x-varlab.build.command", "must be a text"],
    [6, "    timeout: 10s", "x-varlab.build.artifacts", "is missing"],
    [6, "    artifacts: build", "x-varlab.build.artifacts", "must be a list"],
    [6, "    artifacts: [{ name: x }]", "x-varlab.build.artifacts[0].path", "is missing"],
    [6, "    artifacts: [{ path: /etc }]", "x-varlab.build.artifacts[0].path", "relative"],
    [6, "    artifacts: [{ path: ../x }]", "x-varlab.build.artifacts[0].path", "inside"],
    [6, "    artifacts: [{ path: a//b }]", "x-varlab.build.artifacts[0].path", "once"],
    [6, "    artifacts: [{ path: build/ }]", "x-varlab.build.artifacts[0].path", "once"],
    [6, "    artifacts: [{ path: '*.jar' }]", "x-varlab.build.artifacts[0].path", "Patterns"],
    [6, "    artifacts: [{ path: a, name: 'a b' }]", "x-varlab.build.artifacts[0].name", "cannot be the name"],
    [6, "    artifacts: [{ path: a }, { path: a }]", "x-varlab.build.artifacts[1]", "named twice"],
    [3, "  toolchain: java\n  open: [../x]", "x-varlab.open[0]", "inside"],
    [5, "    command: make\n    timeout: soon", "x-varlab.build.timeout", "number of seconds"],
    [3, "  toolchain: java\n  questions: Why?", "x-varlab.questions", "must be a list"],
    [3, "  toolchain: java\n  questions: [Why?]", "x-varlab.questions[0]", "must be a mapping"],
    [3, "  toolchain: java\n  questions: [{ text: Why? }]", "x-varlab.questions[0].id", "is missing"],
    [3, "  toolchain: java\n  questions: [{ id: why }]", "x-varlab.questions[0].text", "is missing"],
    [3, "  toolchain: java\n  questions: [{ id: Why, text: x }]", "x-varlab.questions[0].id", "cannot be the id"],
    [3, "  toolchain: java\n  questions: [{ id: a, text: x, points: 3 }]", "x-varlab.questions[0].points", "not known"],
    [
      3,
      "  toolchain: java\n  questions: [{ id: a, text: x, required: maybe }]",
      "x-varlab.questions[0].required",
      "true",
    ],
    [3, "  toolchain: java\n  questions: [{ id: a, text: x }, { id: a, text: y }]", "x-varlab.questions[1]", "twice"],
    [
      3,
      `  toolchain: java\n  questions: [${Array.from({ length: 13 }, (_, n) => `{ id: q${n}, text: x }`).join(", ")}]`,
      "x-varlab.questions",
      "At most 12",
    ],
  ])("line %d as %j is refused", (number, line, path, sentence) => {
    const found = withLine(number, line).find((problem) => problem.path === path);
    expect(found?.sentence).toContain(sentence);
  });
});

describe("services as a whole", () => {
  const top = head.slice(0, 7).join("\n");
  const plain = "{ image: varlab/broker, command: [x] }";

  test.each(["A", "a_b", "a.b", "-a", "a-", `${"a".repeat(64)}`, "localhost", '"12"', "ä"])(
    "the name %s is refused",
    (name) => {
      expect(problemsOf(`${top}\n  ${name}: ${plain}`)).toMatchObject([{ line: 8, column: 3 }]);
    },
  );

  test("thirteen services are one too many, twelve are not", () => {
    const lines = (count: number) => Array.from({ length: count }, (_, index) => `  s${index}: ${plain}`).join("\n");
    expect(problemsOf(`${top}\n${lines(12)}`)).toEqual([]);
    expect(problemsOf(`${top}\n${lines(13)}`)).toMatchObject([
      { path: "services", sentence: expect.stringContaining("13") },
    ]);
  });

  test("none, a list, and a service that is no mapping are refused", () => {
    expect(problemsOf(`${top} {}`)).toMatchObject([
      { path: "services", sentence: expect.stringContaining("no service") },
    ]);
    expect(problemsOf(`${top} []`)).toMatchObject([{ path: "services" }]);
    expect(problemsOf(`${top}\n  a: varlab/broker`)).toMatchObject([{ path: "services.a" }]);
    expect(problemsOf(`${top}\n  a:`)).toMatchObject([{ path: "services.a" }]);
    expect(problemsOf(head.slice(0, 6).join("\n"))).toMatchObject([{ path: "services" }]);
    expect(problemsOf(`services:\n  a: ${plain}`)).toMatchObject([{ path: "x-varlab" }]);
  });

  test("a host name belongs to one service", () => {
    const services =
      "  a: { image: varlab/broker, command: [x], hostname: b }\n  b: { image: varlab/broker, command: [x] }";
    expect(problemsOf(`${top}\n${services}`)).toMatchObject([{ path: "services.a.hostname", line: 8 }]);
    const twins =
      "  a: { image: varlab/broker, command: [x], hostname: c }\n  b: { image: varlab/broker, command: [x], hostname: c }";
    expect(problemsOf(`${top}\n${twins}`)).toMatchObject([{ path: "services.b.hostname", line: 9 }]);
  });

  test("services that wait for each other are named in their circle", () => {
    const services = ["a: [b]", "b: [c]", "c: [a]", "d: [a]"]
      .map((line) => line.replace(": ", ": { image: varlab/broker, command: [x], depends_on: "))
      .map((line) => `  ${line} }`);
    expect(problemsOf(`${top}\n${services.join("\n")}`)).toMatchObject([
      { path: "services.c.depends_on[0]", line: 10, sentence: expect.stringContaining("a → b → c → a") },
    ]);
  });

  test("a condition that can never come true is refused", () => {
    const waiting = (condition: string) =>
      `  b: { image: varlab/broker, command: [x], depends_on: { a: { condition: ${condition} } } }`;
    expect(problemsOf(`${top}\n  a: ${plain}\n${waiting("service_healthy")}`)).toMatchObject([
      { path: "services.b.depends_on.a", sentence: expect.stringContaining("no health check") },
    ]);
    const always = "  a: { image: varlab/broker, command: [x], restart: always }";
    expect(problemsOf(`${top}\n${always}\n${waiting("service_completed_successfully")}`)).toMatchObject([
      { path: "services.b.depends_on.a", sentence: expect.stringContaining("never completes") },
    ]);
  });

  test("a dependency named twice is refused", () => {
    expect(
      problemsOf(`${top}\n  a: ${plain}\n  b: { image: varlab/broker, command: [x], depends_on: [a, a] }`),
    ).toMatchObject([{ path: "services.b.depends_on[1]" }]);
  });
});
