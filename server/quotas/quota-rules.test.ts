import { describe, expect, it } from "vitest";
import { type CountedMachine, refusalOf } from "#server/quotas/quota-rules";
import { UserId, WorkspaceId } from "#shared/ids";

const machine = (owner: string, workspace: string, megabytes = 128): CountedMachine => ({
  owner: UserId.parse(owner),
  workspace: WorkspaceId.parse(workspace),
  memoryBytes: megabytes * 1024 * 1024,
});
const none = { workspacesPerPerson: null, memoryMegabytes: null };

it("without limits everything may run", () => {
  expect(refusalOf(machine("anna", "a"), Array(500).fill(machine("anna", "b")), none)).toBeUndefined();
});

describe("workspaces of one person", () => {
  const two = { ...none, workspacesPerPerson: 2 };
  const up = [machine("anna", "a"), machine("anna", "a"), machine("anna", "b"), machine("ben", "c")];

  it("are counted, not their machines", () => {
    expect(refusalOf(machine("anna", "a"), up, two)).toBeUndefined();
    expect(refusalOf(machine("ben", "d"), up, two)).toBeUndefined();
    expect(refusalOf(machine("anna", "d"), up, two)).toMatch(
      /^2 other workspaces of yours are running, and 2 at a time/,
    );
  });

  it("are named in the singular, too", () => {
    expect(refusalOf(machine("ben", "d"), up, { ...none, workspacesPerPerson: 1 })).toMatch(
      /^Another workspace of yours is/,
    );
  });
});

it("memory is what all machines together may use", () => {
  const limits = { ...none, memoryMegabytes: 1024 };
  const up = [machine("anna", "a", 512), machine("ben", "b", 384)];
  expect(refusalOf(machine("ben", "b", 128), up, limits)).toBeUndefined();
  expect(refusalOf(machine("ben", "b", 129), up, limits)).toBe(
    "This machine is full: 896 MB of 1.0 GB of memory are given away, and this needs 129 MB. Stop something that you do not need, or try again when others have.",
  );
});
