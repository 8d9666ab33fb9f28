import { expect, test } from "vitest";
import type { MachineKey } from "#server/machines/machine";
import { containerName, keyOfLabels, keyText, machineLabels, networkName } from "#server/machines/machine-labels";
import { InstanceName, WorkspaceId } from "#shared/ids";

const workspace = WorkspaceId.parse("Work_1-x");
const toolchain: MachineKey = { workspace, role: "toolchain" };
const anton: MachineKey = { workspace, role: "instance", name: InstanceName.parse("anton") };
const named: MachineKey = { workspace, role: "instance", name: InstanceName.parse("toolchain") };

test("labels lead back to the machine", () => {
  for (const key of [toolchain, anton, named]) expect(keyOfLabels(machineLabels("dev", key))).toEqual(key);
});

test("labels that are not a machine's lead nowhere", () => {
  expect(keyOfLabels({})).toBeUndefined();
  expect(keyOfLabels({ "varlab.workspace": "a/../b", "varlab.role": "toolchain" })).toBeUndefined();
  expect(keyOfLabels({ "varlab.workspace": "a", "varlab.role": "instance" })).toBeUndefined();
  expect(
    keyOfLabels({ "varlab.workspace": "a", "varlab.role": "instance", "varlab.instance": "Not A Label" }),
  ).toBeUndefined();
});

test("an instance that is called toolchain is not the toolchain", () => {
  expect(new Set([toolchain, anton, named].map(keyText)).size).toBe(3);
  expect(new Set([toolchain, anton, named].map((key) => containerName("dev", key))).size).toBe(3);
});

test("names are what engines accept", () => {
  for (const key of [toolchain, anton]) expect(containerName("dev", key)).toMatch(/^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/);
  expect(networkName("dev", workspace)).toBe("varlab-dev-Work_1-x");
});
