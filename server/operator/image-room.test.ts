import { expect, it } from "vitest";
import { keptFor } from "#server/operator/image-room";

const offered = ["varlab/java", "varlab/java-run"];

it.each([
  [["varlab/java:latest"], 0, "experiments may use it"],
  [["varlab/base:trixie"], 0, "the others are built upon it"],
  [["varlab/keeper:latest"], 0, "the others are built upon it"],
  [[], 1, "a container is made of it"],
  [["varlab/old:latest"], 3, "3 containers are made of it"],
  [[], 0, undefined],
  [["varlab/old:latest"], 0, undefined],
  [["varlab/java:2025"], 0, undefined],
])("%j with %i containers: %s", (names, containers, reason) => {
  expect(keptFor({ names, containers, labels: {} }, offered, false)).toBe(reason);
});

it("keeps what a version is pinned to, and what a workspace has built, also without a name", () => {
  const nameless = { names: [], containers: 0, labels: {} };
  expect(keptFor(nameless, offered, true)).toBe("a version of an experiment was published with it");
  const built = { ...nameless, labels: { "varlab.workspace": "ws_0123456789abcdef" } };
  expect(keptFor(built, offered, false)).toBe("a workspace has built it");
});
