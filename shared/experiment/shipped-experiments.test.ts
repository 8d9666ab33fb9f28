import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parseExperiment } from "#shared/experiment/parse-experiment";
import { startOrder } from "#shared/experiment/start-order";

const root = new URL("../../experiments/", import.meta.url);

function read(slug: string) {
  return parseExperiment(readFileSync(new URL(`${slug}/compose.yaml`, root), "utf8"));
}

describe.each(["rmi-chat", "hello-relay", "sensor-bus", "hello-relay-images"])("the shipped experiment %s", (slug) => {
  test("is read without a problem, and bears its folder's name, as older Compose knows no other", () => {
    expect(read(slug)).toMatchObject({ ok: true, experiment: { name: null } });
  });

  test("has a task sheet, and the files it opens exist in starter and solution", () => {
    const parsed = read(slug);
    if (!parsed.ok) throw new Error("not read");
    expect(readFileSync(new URL(`${slug}/README.md`, root), "utf8")).toMatch(/^# /);
    for (const tree of ["starter", "solution"]) {
      for (const path of parsed.experiment.open)
        expect(existsSync(new URL(`${slug}/${tree}/${path}`, root))).toBe(true);
    }
  });

  test("has no build results among its files", () => {
    expect(readdirSync(fileURLToPath(new URL(`${slug}/starter`, root)))).not.toContain("build");
    expect(readdirSync(fileURLToPath(new URL(`${slug}/solution`, root)))).not.toContain("build");
  });
});

test("they start in the order the issue describes", () => {
  const orders = ["rmi-chat", "hello-relay", "sensor-bus"].map((slug) => {
    const parsed = read(slug);
    return parsed.ok ? startOrder(parsed.experiment) : [];
  });
  expect(orders).toEqual([
    [["server"], ["anton", "berta", "clarissa"]],
    [["service2"], ["service1"]],
    [["broker"], ["sensor-a", "sensor-b", "collector"]],
  ]);
});
