import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { hasErrors, readDraft } from "#shared/authoring/draft-problems";
import { forecast } from "#shared/authoring/forecast";

const compose = readFileSync("experiments/hello-relay/compose.yaml", "utf8");
const paths = ["starter/src/service1.mjs", "starter/src/service2.mjs"];
const whole = { compose, sheet: "# Relay", paths };

describe("a draft", () => {
  it("has no problems when everything is there", () => {
    const { experiment, problems } = readDraft(whole);
    expect(problems).toEqual([]);
    expect(experiment?.title).toBe("Hello relay");
  });

  it("cannot be published without a sheet or without a Compose file", () => {
    for (const draft of [
      { ...whole, sheet: " \n" },
      { ...whole, sheet: null },
      { ...whole, compose: null },
    ])
      expect(hasErrors(readDraft(draft).problems)).toBe(true);
  });

  it("names the line of a file that is opened but missing, as advice", () => {
    const { problems } = readDraft({ ...whole, paths: paths.slice(0, 1) });
    const line = compose.split("\n").findIndex((one) => one.includes("src/service2.mjs")) + 1;
    expect(problems).toMatchObject([{ severity: "advice", file: "compose.yaml", line }]);
    expect(hasErrors(problems)).toBe(false);
  });

  it("says that students would begin with nothing", () => {
    expect(readDraft({ ...whole, paths: [] }).problems[0]?.sentence).toContain("The starter is empty");
  });
});

describe("a forecast", () => {
  const services = readDraft(whole).experiment?.services ?? [];
  const gigabyte = 1024 ** 3;

  it("adds up what a class may use at most", () => {
    const sum = forecast(services, 60, { memoryBytes: 24 * gigabyte, cpus: 8 });
    expect(sum).toMatchObject({ instances: 2, memoryOfOne: gigabyte / 4, memoryBytes: 15 * gigabyte, isEnough: true });
  });

  it("says how many fit when it is too much", () => {
    const sum = forecast(services, 60, { memoryBytes: 2 * gigabyte, cpus: 8 });
    expect(sum).toMatchObject({ fitting: 8, isEnough: false });
  });
});
