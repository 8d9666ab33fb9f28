import { expect, it } from "vitest";
import { keptFor } from "#server/operator/image-room";

const offered = ["varlab/java", "varlab/java-run"];

it.each([
  [["varlab/java:latest"], 0, "experiments"],
  [["varlab/base:trixie"], 0, "images"],
  [["varlab/keeper:latest"], 0, "images"],
  [[], 1, "containers"],
  [["varlab/old:latest"], 3, "containers"],
  [[], 0, undefined],
  [["varlab/old:latest"], 0, undefined],
  [["varlab/java:2025"], 0, undefined],
])("%j with %i containers: %s", (names, containers, reason) => {
  expect(keptFor({ names, containers, labels: {} }, offered, false)).toBe(reason);
});

it("keeps what a version is pinned to, and what a workspace has built, also without a name", () => {
  const nameless = { names: [], containers: 0, labels: {} };
  expect(keptFor(nameless, offered, true)).toBe("version");
  const built = { ...nameless, labels: { "varlab.workspace": "ws_0123456789abcdef" } };
  expect(keptFor(built, offered, false)).toBe("workspace");
});
