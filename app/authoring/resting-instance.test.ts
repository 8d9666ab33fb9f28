import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { memoryText } from "#app/authoring/memory-text";
import { lineOfService } from "#app/authoring/resting-instance";

describe("the line of a service", () => {
  const compose = readFileSync("experiments/rmi-chat/compose.yaml", "utf8");
  const lines = compose.split("\n");

  it.each(["server", "anton", "clarissa"])("is found for %s, with an anchor too", (name) => {
    expect(lines[lineOfService(compose, name) - 1]).toMatch(new RegExp(`^ {2}${name}:`));
  });

  it("is the first one for a name that is not there", () => {
    expect(lineOfService(compose, "nobody")).toBe(1);
  });
});

describe("memory", () => {
  it.each([
    [128, "128 MB"],
    [1024, "1 GB"],
    [1536, "1.5 GB"],
    [24 * 1024 - 300, "24 GB"],
  ])("of %i MB is written as %s", (megabytes, text) => {
    expect(memoryText(megabytes * 1024 ** 2, "en")).toBe(text);
  });

  it("is written with a comma in German", () => {
    expect(memoryText(1536 * 1024 ** 2, "de")).toBe("1,5 GB");
  });
});
