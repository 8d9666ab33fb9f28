import { expect, it } from "vitest";
import { placeParameter, readPlace } from "#app/workspace/people/place-parameter";
import { BuildId, InstanceName } from "#shared/ids";

const about = {
  build: { kind: "build", id: BuildId.parse("b_7"), number: 7 },
  instance: { kind: "instance", name: InstanceName.parse("anton") },
} as const;

it("a question about an instance leads to its terminal, or to its console", () => {
  expect(readPlace(placeParameter(about.instance, "terminal"))).toEqual({ kind: "terminal", name: "anton" });
  expect(readPlace(placeParameter(about.instance, "itself"))).toEqual({ kind: "console", name: "anton" });
});

it("a question about a build leads to the toolchain's terminal, or to the build", () => {
  expect(readPlace(placeParameter(about.build, "terminal"))).toEqual({ kind: "terminal", name: undefined });
  expect(readPlace(placeParameter(about.build, "itself"))).toEqual({ kind: "build", id: "b_7" });
});

it("a question about nothing in particular leads to the toolchain's terminal", () => {
  expect(readPlace(placeParameter(undefined, "itself"))).toEqual({ kind: "terminal", name: undefined });
});

it("an address that no page of ours has written leads nowhere", () => {
  for (const at of [null, "", "build", "console.", "elsewhere.x"]) expect(readPlace(at)).toBeUndefined();
});
