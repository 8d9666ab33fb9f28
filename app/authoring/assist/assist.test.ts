import { describe, expect, it } from "vitest";
import { keysOf, schemasAt, valuesOf } from "#app/authoring/assist/schema-at";
import { yamlKeyAt, yamlPlaceAt } from "#app/authoring/assist/yaml-place";
import { experimentSchema } from "#shared/experiment/json-schema";

/** The place of the `▮` in a text. */
function at(marked: string) {
  const lines = marked.split("\n");
  const line = lines.findIndex((one) => one.includes("▮"));
  return [marked.replace("▮", ""), line + 1, (lines[line]?.indexOf("▮") ?? 0) + 1] as const;
}

const place = (marked: string) => yamlPlaceAt(...at(marked));

describe("a place in a file that is being written", () => {
  it.each([
    ["the top", "serv▮", [], "key", "serv"],
    ["a service's key", "services:\n  web:\n    im▮", ["services", "web"], "key", "im"],
    ["an empty line below other keys", "services:\n  web:\n    image: x\n    ▮", ["services", "web"], "key", ""],
    ["a value", "services:\n  web:\n    image: varlab/▮", ["services", "web", "image"], "value", "varlab/"],
    ["behind a broken line", "services:\n  web:\n    command: [\n    ima▮", ["services", "web"], "key", "ima"],
    ["an item of a list", "x-varlab:\n  open:\n    - src/▮", ["x-varlab", "open", "-"], "key", "src/"],
    ["a list at its key's own indentation", "x-varlab:\n  open:\n  - a▮", ["x-varlab", "open", "-"], "key", "a"],
    [
      "a list in brackets",
      "services:\n  web:\n    depends_on: [a, b▮",
      ["services", "web", "depends_on", "-"],
      "value",
      "b",
    ],
    [
      "an item's second key",
      "x-varlab:\n  build:\n    artifacts:\n      - name: a\n        pa▮",
      ["x-varlab", "build", "artifacts", "-"],
      "key",
      "pa",
    ],
    [
      "an item's first key",
      "services:\n  a:\n    x-varlab:\n      show:\n        - po▮",
      ["services", "a", "x-varlab", "show", "-"],
      "key",
      "po",
    ],
  ])("is known at %s", (_, marked, path, kind, typed) => {
    expect(place(marked)).toMatchObject({ path, kind, typed });
  });

  it("is nothing in a comment or in a text of several lines", () => {
    expect(place("services: # serv▮")).toBeNull();
    expect(place("x-varlab:\n  build:\n    command: |\n      set -e\n      ima▮")).toBeNull();
  });

  it("knows the keys that are there already, those of other items not", () => {
    expect(place("services:\n  web:\n    image: x\n    ▮\n    ports: []\n  db:\n    tty: true")?.siblings).toEqual([
      "image",
      "ports",
    ]);
  });

  it("finds the key under the pointer", () => {
    expect(yamlKeyAt(...at("services:\n  web:\n    ima▮ge: x"))).toEqual(["services", "web", "image"]);
    expect(yamlKeyAt(...at("services:\n  web:\n    image: varl▮ab/node"))).toBeNull();
  });
});

describe("the format's schema", () => {
  it("names keys and values at every depth", () => {
    const keys = (path: readonly string[]) => [...keysOf(schemasAt(experimentSchema, path)).keys()];
    expect(keys([])).toEqual(expect.arrayContaining(["services", "x-varlab"]));
    expect(keys(["services", "any"])).toEqual(expect.arrayContaining(["image", "command", "x-varlab"]));
    expect(keys(["services", "any", "x-varlab", "show", "-"])).toEqual(["port", "title"]);
    expect(keys(["services", "any", "depends_on", "other"])).toContain("condition");
    const values = (path: readonly string[]) => valuesOf(schemasAt(experimentSchema, path));
    expect(values(["x-varlab", "toolchain"])).toContain("java");
    expect(values(["services", "any", "image"])).toContain("varlab/node-run");
    expect(values(["services", "any", "x-varlab", "locked"])).toEqual(["true", "false"]);
  });
});
