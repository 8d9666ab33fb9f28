import { describe, expect, test } from "vitest";
import { parseExperiment } from "#shared/experiment/parse-experiment";
import type { Problem } from "#shared/experiment/problem";

function problemsOf(text: string): Problem[] {
  const parsed = parseExperiment(text);
  return parsed.ok ? [] : parsed.problems;
}

describe("interpolation", () => {
  const dollar = "$";
  const secrets = ["#{SECRET}", "#SECRET", "#{SECRET:-x}", "a#", "###SECRET", "#1", "#{", "#(id)"].map((text) =>
    text.replaceAll("#", dollar),
  );
  test.each(secrets)("%s is refused wherever it stands", (text) => {
    const compose = `
x-varlab: { title: '${text}', toolchain: java, build: { command: '${text}', artifacts: [{ path: x }] } }
services:
  a: { image: varlab/broker, command: ['${text}'], environment: { A: '${text}' } }
`;
    const paths = problemsOf(compose).map(({ path, sentence }) => sentence.includes("Interpolation is off") && path);
    expect(paths).toEqual([
      "x-varlab.title",
      "x-varlab.build.command",
      "services.a.command[0]",
      "services.a.environment.A",
    ]);
  });

  test("the problem names the variable and the place", () => {
    expect(
      problemsOf(`x-varlab:\n  title: a ${dollar}{HOME} b`).find(({ path }) => path === "x-varlab.title"),
    ).toMatchObject({
      line: 2,
      column: 10,
      sentence: expect.stringContaining(`\`${dollar}{HOME}\``),
      instead: expect.stringContaining("$$"),
    });
  });
});

describe("YAML itself", () => {
  test.each([
    ["", "empty"],
    ["# only a comment\n", "empty"],
    ["- a\n- b", "must be a mapping"],
    ["text", "must be a mapping"],
    ["a: [1, 2", "not valid YAML"],
    ["a: 'b", "not valid YAML"],
    ["a:\n\tb: 1", "tab"],
    ["a: 1\n---\nb: 2", "more than one document"],
    ["a: b: c", "not valid YAML"],
    ["services: *nowhere", "anchor"],
    ["services: &a [*a]", "inside the value"],
    ["services: !!python/object:os.system x", "tag"],
    ["services: !reset null", "tag"],
    ["services: !!binary aGk=", "tag"],
    ["? [a]\n: b", "plain word"],
    ["1: b", "plain word"],
    ["<<: 5", "mappings only"],
    ["<<: {}\n<<: {}", "second time"],
  ])("%j is refused", (text, sentence) => {
    expect(
      problemsOf(text)
        .map((problem) => problem.sentence)
        .join("\n"),
    ).toContain(sentence);
  });

  test("a key that stands twice is refused at its second place", () => {
    expect(problemsOf("services:\n  a: { image: x }\nservices:\n  b: {}")).toContainEqual(
      expect.objectContaining({
        path: "services",
        line: 3,
        column: 1,
        sentence: expect.stringContaining("second time"),
      }),
    );
    expect(problemsOf("services:\n  a:\n    image: x\n    'image': y")).toContainEqual(
      expect.objectContaining({ path: "services.a.image", line: 4, column: 5 }),
    );
  });

  test("problems in the middle of a file have the right line and column", () => {
    expect(
      problemsOf("# é\r\nservices:\r\n  a:\r\n    image: varlab/broker\r\n    command: [x]\r\n    pid: host\r\n"),
    ).toContainEqual(expect.objectContaining({ path: "services.a.pid", line: 6, column: 5, endLine: 6, endColumn: 8 }));
  });
});

describe("a file made to hurt the server", () => {
  const laughs = Array.from(
    { length: 9 },
    (_, level) => `x${level + 1}: &x${level + 1} [${Array(9).fill(level ? `*x${level}` : "a")}]`,
  );
  const hostile: [string, string][] = [
    ["too large", `a: ${"x".repeat(70_000)}`],
    ["a billion laughs", laughs.join("\n")],
    [
      "merges of merges",
      `a0: &a0 {k: v}\n${Array.from({ length: 60 }, (_, i) => `a${i + 1}: &a${i + 1} { <<: [*a${i}, *a${i}], k${i}: v }`).join("\n")}`,
    ],
    ["deep lists", "[".repeat(60_000)],
    ["deep lists that close", "[".repeat(5000) + "]".repeat(5000)],
    ["deep mappings", "{a: ".repeat(15_000)],
    ["deep indentation", Array.from({ length: 300 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n")],
    ["deep dashes", "- ".repeat(30_000)],
    ["many keys", Array.from({ length: 8000 }, (_, index) => `k${index}:`).join("\n")],
    ["many equal keys", "a:\n".repeat(20_000)],
    ["many aliases", `a: &a x\nb: [${"*a,".repeat(20_000)}]`],
    ["many anchors", "&a ".repeat(20_000)],
    ["many documents", "---\n".repeat(15_000)],
    ["many tags", "- !x y\n".repeat(9000)],
    ["many dollars", `a: "${"$".repeat(60_001)}"`],
    ["many braces with dollars", `a: "${"${".repeat(30_000)}"`],
    ["many quotes", `a: ${"'".repeat(60_000)}`],
    ["many question marks", "? ".repeat(30_000)],
    ["NUL bytes", "\0".repeat(60_000)],
    ["lone surrogates", "\ud800: \udfff"],
    ["a long command line", `services: { a: { image: varlab/broker, command: "${"'a' ".repeat(15_000)}" } }`],
    [
      "misspelled keys",
      `services: { a: {${Array.from({ length: 4000 }, (_, index) => `depend_on${index}: 1`).join(", ")}} }`,
    ],
  ];

  test.each(hostile)("%s: refused at once, with a list that can be read", (_, text) => {
    const start = performance.now();
    const problems = problemsOf(text);
    expect(performance.now() - start).toBeLessThan(2000);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.length).toBeLessThanOrEqual(200);
    expect(JSON.stringify(problems).length).toBeLessThan(200_000);
  });

  test("any piece of a sound file is read without a crash", () => {
    const sound = `x-varlab: &x\n  title: "T"\n  build: { command: 'a $$b', artifacts: [{ path: x }] }\nservices:\n  a: &a\n    <<: *x\n    ports: ["80"]\n`;
    for (let start = 0; start < sound.length; start += 1) {
      expect(() => parseExperiment(sound.slice(start))).not.toThrow();
      expect(() => parseExperiment(sound.slice(0, start))).not.toThrow();
      expect(() => parseExperiment(sound.slice(0, start) + sound.slice(start + 3))).not.toThrow();
    }
  });
});
