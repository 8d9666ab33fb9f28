import { describe, expect, test } from "vitest";
import { importCompose } from "#shared/experiment/import-compose";
import { parseExperiment } from "#shared/experiment/parse-experiment";
import type { Problem } from "#shared/experiment/problem";
import { compareWithSpecification, type Place } from "./specification";

const { refused, allowed, foreign } = compareWithSpecification();

/** As the reader writes places: `services.a.ports[0].published`. */
function pathOf(place: Place): string {
  return place
    .map((part) => (part === 0 ? "[0]" : `.${part}`))
    .join("")
    .slice(1);
}

/** A file whose only mention of the place's last key stands on a line of its own; JSON is YAML. */
function fileWith(place: Place, value: unknown): string {
  const nested = place.reduceRight<unknown>((inner, part) => (part === 0 ? [inner] : { [part]: inner }), value);
  return JSON.stringify(nested, null, 1);
}

function problemsOf(text: string): Problem[] {
  const parsed = parseExperiment(text);
  return parsed.ok ? [] : parsed.problems;
}

const places = (list: readonly Place[]) => list.map((place) => [pathOf(place), place] as const);

describe("a key of the specification outside the allow-list", () => {
  test.each(places(refused))("%s is refused at its line, with a reason of its own", (path, place) => {
    const text = fileWith(place, true);
    const key = String(place.at(-1));
    const line = text.split("\n").findIndex((one) => one.trim().startsWith(`"${key}"`)) + 1;
    const [problem, ...more] = problemsOf(text).filter((one) => one.path === path);
    expect(more).toEqual([]);
    expect(problem).toMatchObject({ path, line, endLine: line });
    // A key that is new in the specification has no reason yet: write one, or support it.
    expect(problem?.sentence).not.toContain("is not known here");
    expect(problem?.sentence).toMatch(/\S.*\.$/);
    expect(problem?.instead).toMatch(/\S.*[.`]$/);
  });

  test.each(places(refused))("%s does not survive an import", (_, place) => {
    const imported = importCompose(fileWith(place, true));
    const text = imported.ok ? imported.text : "";
    expect(text).not.toContain(`${place.at(-1)}: true`);
  });
});

describe("a key of the allow-list", () => {
  test.each(places(allowed))("%s is known to the reader", (path, place) => {
    const own = problemsOf(fileWith(place, null)).filter((one) => one.path === path);
    expect(own.filter(({ sentence }) => sentence.includes("is not known here"))).toEqual([]);
  });
});

test("everything that experiments have beside x-varlab is a key of the specification", () => {
  expect(foreign.map(pathOf)).toEqual([]);
});

test("the specification was really read, down to its innermost keys", () => {
  const paths = refused.map(pathOf);
  expect(paths).toEqual(
    expect.arrayContaining(["secrets", "services.a.privileged", "services.a.ports[0].published", "networks.a.ipam"]),
  );
  expect(paths.length).toBeGreaterThan(90);
  expect(allowed.map(pathOf)).toEqual(
    expect.arrayContaining(["services.a.healthcheck.start_interval", "services.a.deploy.restart_policy.window"]),
  );
});
