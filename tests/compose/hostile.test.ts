import { describe, expect, test } from "vitest";
import { importCompose } from "#shared/experiment/import-compose";
import { parseExperiment } from "#shared/experiment/parse-experiment";

/** Longer than any of these takes on a busy machine; a bomb that goes off takes minutes or the memory. */
const SOON_MS = 3000;

const service = "services: { a: { image: varlab/broker, command: [x] } }";
const course = "x-varlab: { title: T, toolchain: java, build: { command: make, artifacts: [] } }";

/** Nine lists of nine aliases each: 3.5 billion words for whoever writes them out. */
const laughs = Array.from(
  { length: 9 },
  (_, level) => `x-${level + 1}: &x${level + 1} [${Array(9).fill(level ? `*x${level}` : "a")}]`,
).join("\n");

const merges = Array.from({ length: 60 }, (_, at) => `x-m${at + 1}: &m${at + 1} { <<: [*m${at}, *m${at}], k${at}: v }`);

const bombs: Readonly<Record<string, string>> = {
  "a billion laughs": `${course}\n${laughs}\n${service}`,
  "merges of merges": `${course}\nx-m0: &m0 { k: v }\n${merges.join("\n")}\n${service}`,
  "sixty thousand brackets": "[".repeat(60_000),
  "five thousand lists in each other": `x-a: ${"[".repeat(5000)}${"]".repeat(5000)}\n${course}\n${service}`,
  "forty lists in each other": `x-a: ${"[".repeat(40)}${"]".repeat(40)}\n${course}\n${service}`,
  "an alias in the value that it stands for": `${course}\nx-a: &a [*a]\n${service}`,
  "ten thousand aliases": `x-a: &a x\nx-b: [${"*a,".repeat(10_000)}]\n${course}\n${service}`,
  "a file of 70 KB": `# ${"x".repeat(70_000)}\n${course}\n${service}`,
  "fifteen thousand documents": "---\n".repeat(15_000),
  "eight thousand services": `services: {${Array.from({ length: 4000 }, (_, at) => `s${at}: {}`).join(", ")}}`,
  "a program in a tag": `${course}\nx-a: !!python/object/apply:os.system [id]\n${service}`,
};

describe.each(Object.entries(bombs))("%s", (_, text) => {
  test("is refused soon, in few words", () => {
    const start = performance.now();
    const parsed = parseExperiment(text);
    expect(performance.now() - start).toBeLessThan(SOON_MS);
    expect(parsed.ok).toBe(false);
    expect(JSON.stringify(parsed).length).toBeLessThan(200_000);
  });

  test("is imported soon or not at all, and what comes of it is small", () => {
    const start = performance.now();
    const imported = importCompose(text);
    expect(performance.now() - start).toBeLessThan(SOON_MS);
    expect(JSON.stringify(imported).length).toBeLessThan(400_000);
    if (imported.ok) expect(parseExperiment(imported.text).ok).toBe(true);
  });
});

describe("keys that stand twice", () => {
  test.each([
    ["services", `${course}\n${service}\n${service}`, 3],
    ["services.a", `${course}\nservices:\n  a: { image: varlab/broker, command: x }\n  a: {}`, 4],
    ["services.a.image", `${course}\nservices:\n  a:\n    image: varlab/broker\n    command: x\n    image: evil`, 6],
    ["x-varlab.title", `x-varlab:\n  title: a\n  "title": b\n${service}`, 3],
    ["services.a.environment.A", `${course}\nservices:\n  a:\n    environment:\n      A: "1"\n      A: "2"`, 6],
  ])("%s is refused at its second line", (path, text, line) => {
    const parsed = parseExperiment(text);
    const problems = parsed.ok ? [] : parsed.problems;
    expect(problems).toContainEqual(
      expect.objectContaining({ path, line, sentence: expect.stringContaining("a second time") }),
    );
  });

  test("an import keeps the first and says so", () => {
    const text = `${course}\nservices:\n  a:\n    image: varlab/broker\n    command: first\n    command: second`;
    const imported = importCompose(text);
    expect(imported).toMatchObject({ ok: true, notes: [{ path: "services.a.command", line: 6, outcome: "left out" }] });
    expect(imported.ok && imported.text).toContain("first");
    expect(imported.ok && imported.text).not.toContain("second");
  });
});

describe("interpolation", () => {
  const dollar = "$";
  const variables = [
    "#{HOME}",
    "#HOME",
    "#{HOME:-x}",
    "#{HOME-x}",
    "#{HOME:?x}",
    "#{HOME:+x}",
    "#{A:-#{HOME}}",
    "###HOME",
  ];
  const texts = variables.map((variable) => variable.replaceAll("#", dollar));

  test.each(texts)("%s is refused in every value", (text) => {
    const file = `${course}\nservices: { a: { image: varlab/broker, command: ["${text}"], environment: { A: "${text}" } } }`;
    const parsed = parseExperiment(file);
    const problems = parsed.ok
      ? []
      : parsed.problems.filter(({ sentence }) => sentence.includes("Interpolation is off"));
    expect(problems.map(({ path }) => path)).toEqual(["services.a.command[0]", "services.a.environment.A"]);
  });

  test.each(texts)("%s never becomes the server's value in an import", (text) => {
    const file = `${course}\nservices: { a: { image: varlab/broker, command: x, environment: { A: "${text}" } } }`;
    const imported = importCompose(file);
    if (!imported.ok) throw new Error("not imported");
    const value = imported.experiment.services[0]?.environment.A;
    expect([undefined, "x"]).toContain(value);
    expect(imported.text).not.toContain(process.env.HOME ?? "/");
    expect(imported.notes.length).toBeGreaterThan(0);
  });
});
