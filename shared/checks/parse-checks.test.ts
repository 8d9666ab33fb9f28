import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { checkLimits } from "#shared/checks/check";
import { parseChecks } from "#shared/checks/parse-checks";
import type { Experiment } from "#shared/experiment/experiment";
import { parseExperiment } from "#shared/experiment/parse-experiment";

const root = new URL("../../experiments/", import.meta.url);

function experimentOf(slug: string): Experiment {
  const parsed = parseExperiment(readFileSync(new URL(`${slug}/compose.yaml`, root), "utf8"));
  if (!parsed.ok) throw new Error("the experiment cannot be read");
  return parsed.experiment;
}

const relay = experimentOf("hello-relay");

function problems(text: string, path = "a.yaml"): string[] {
  const parsed = parseChecks([{ path, text }], relay);
  return parsed.ok
    ? []
    : parsed.problems.map(
        ({ file, line, path: at, sentence, instead }) => `${file}:${line} ${at}: ${sentence} ${instead}`,
      );
}

/** A file with one check of these steps. */
function steps(...lines: string[]): string {
  return ["checks:", "  - name: Works", "    steps:", ...lines.map((line) => `      ${line}`)].join("\n");
}

describe("the shipped experiments", () => {
  test.each(["rmi-chat", "hello-relay", "sensor-bus"])(
    "%s has checks that can be read, each with a hint for every step",
    (slug) => {
      const folder = new URL(`${slug}/checks/`, root);
      const texts = readdirSync(folder).map((path) => ({ path, text: readFileSync(new URL(path, folder), "utf8") }));
      const parsed = parseChecks(texts, experimentOf(slug));
      expect(parsed.ok ? [] : parsed.problems).toEqual([]);
      const all = parsed.ok ? parsed.checks : [];
      expect(all.length).toBeGreaterThanOrEqual(2);
      expect(all.flatMap((check) => check.steps).every(({ hint }) => hint !== null)).toBe(true);
    },
  );
});

describe("a file of checks", () => {
  test("is read with what it leaves out filled in", () => {
    const parsed = parseChecks([{ path: "a.yaml", text: steps("- start: all", "- exit: { at: service1 }") }], relay);
    expect(parsed).toEqual({
      ok: true,
      checks: [
        {
          name: "Works",
          steps: [
            {
              title: "Start service1 and service2",
              action: { kind: "start", instances: ["service1", "service2"] },
              withinMs: checkLimits.within.fallback * 1000,
              hint: null,
              hints: [],
            },
            {
              title: "service1 ends with exit code 0",
              action: { kind: "exit", at: "service1", code: 0 },
              withinMs: checkLimits.within.fallback * 1000,
              hint: null,
              hints: [],
            },
          ],
        },
      ],
    });
  });

  test("gives every step the hints of its check, its own before them", () => {
    const text = `
checks:
  - name: Works
    hint: of the check
    hints: [{ text: a, say: common }]
    steps:
      - start: all
      - stop: service1
        hint: of the step
        hints: [{ pattern: b, say: own }]`;
    const parsed = parseChecks([{ path: "a.yaml", text }], relay);
    expect(
      parsed.ok && parsed.checks[0]?.steps.map(({ hint, hints }) => [hint, ...hints.map(({ say }) => say)]),
    ).toEqual([
      ["of the check", "common"],
      ["of the step", "own", "common"],
    ]);
  });

  test("takes a dollar sign for what it is, since no Compose reads it", () => {
    const parsed = parseChecks([{ path: "a.yaml", text: steps('- log: { at: service1, pattern: "^done$" }') }], relay);
    expect(parsed.ok && parsed.checks[0]?.steps[0]?.action).toMatchObject({
      match: { kind: "pattern", value: "^done$" },
    });
  });

  test("is read in the order of the files' names; what is no YAML file of the folder itself is left alone", () => {
    const texts = ["b.yaml", "a.yml", "lib/c.yaml", "compare.py"].map((path) => ({
      path,
      text: `checks: [{ name: ${path}, steps: [{ start: all }] }]`,
    }));
    const parsed = parseChecks(texts, relay);
    expect(parsed.ok && parsed.checks.map(({ name }) => name)).toEqual(["a.yml", "b.yaml"]);
  });
});

describe("every mistake is told with its file, its line and what to write instead", () => {
  test.each([
    ["an empty file", "", /^a\.yaml:1 : The file is empty\. Begin with `checks:`/],
    [
      "an unknown key of the file",
      "check: []",
      /a\.yaml:1 check: The key `check` is not known here\. Did you mean `checks`\?/,
    ],
    [
      "a check without a name",
      "checks:\n  - steps: [{ start: all }]",
      /a\.yaml:2 checks\[0\]\.name: `name` is missing\./,
    ],
    ["a check without steps", "checks:\n  - name: A\n    steps: []", /A check needs a step\./],
    [
      "a step that does nothing",
      steps("- within: 3s"),
      /a\.yaml:4 .*This step does nothing\. Write one of: start, stop/,
    ],
    ["a step that does two things", steps("- start: all", "  stop: all"), /a\.yaml:5 .*A step is one thing/],
    ["an unknown step", steps("- strat: all"), /The key `strat` is not known here\. Did you mean `start`\?/],
    ["an unknown instance", steps("- start: service3"), /a\.yaml:4 .*Did you mean `service1`\? Possible/],
    [
      "a time without a unit",
      steps("- start: all", "  within: 5"),
      /`within` is not a duration\. Write a number with its unit/,
    ],
    ["a time that is too long", steps("- start: all", "  within: 5m"), /`within` is longer than 60 seconds/],
    [
      "a log step that looks for nothing",
      steps("- log: { at: service1 }"),
      /Write the `text` or the `pattern` of the line/,
    ],
    ["a text and a pattern", steps("- log: { at: service1, text: a, pattern: b }"), /exclude each other/],
    ["a broken pattern", steps('- log: { at: service1, pattern: "a(" }'), /is not a regular expression/],
    ["an unknown address", steps('- log: { at: service1, text: "{{server}}" }'), /`\{\{server\}\}` is not an instance/],
    ["two lines typed at once", steps('- type: { at: service1, line: "a\\nb" }'), /A step types one line/],
    ["an address elsewhere", steps('- request: { url: "http://example.org/" }'), /`example\.org` is not an instance/],
    [
      "an address with another scheme",
      steps('- request: { url: "file:///etc/passwd" }'),
      /is not an address that a step can ask/,
    ],
    [
      "a port that no browser sees",
      steps('- request: { url: "http://service2:8002/" }'),
      /Port 8002 of `service2` is not shown/,
    ],
    [
      "localhost for a browser",
      steps('- request: { url: "http://localhost:8001/" }'),
      /`localhost` is not an instance/,
    ],
    ["a port that is none", steps("- unreachable: { at: service2, port: 70000 }"), /whole number from 1 to 65535/],
    ["a command as one line", steps("- run: { at: service1, command: ls -l }"), /`command` must be a list/],
    ["a hint without its sentence", steps("- start: all", "  hints: [{ text: a }]"), /`say` is missing/],
    ["a second document", "checks: []\n---\nchecks: []", /more than one document/],
    ["a key that stands there twice", "checks: []\nchecks: []", /stands here a second time/],
  ])("%s", (_, text, expected) => {
    expect(problems(text).join("\n")).toMatch(expected);
  });

  test("more steps than one would wait for are refused", () => {
    const many = Array.from({ length: checkLimits.stepsOfCheck + 1 }, () => "- start: all");
    expect(problems(steps(...many)).join("\n")).toMatch(/has 33 steps; at most 32/);
    const long = Array.from({ length: 11 }, () => "- start: all\n        within: 60s");
    expect(problems(steps(...long)).join("\n")).toMatch(/All steps together may take 660 seconds; at most 600/);
  });
});
