import { describe, expect, it } from "vitest";
import { FilePath, InstanceName, WorkspaceId } from "#shared/ids";

describe("FilePath", () => {
  it.each(["a", "src/Main.java", "with space/ü.txt", "..a/b", "a/...", "new\nline"])("takes %j", (path) => {
    expect(FilePath.safeParse(path).success).toBe(true);
  });

  it.each(["", "/etc/passwd", "a//b", "a/", "../x", "a/../b", ".", "a/./b", "a\0b", "x".repeat(4097)])(
    "refuses %j",
    (path) => {
      expect(FilePath.safeParse(path).success).toBe(false);
    },
  );
});

describe("ids", () => {
  it("are safe in a path and in a label", () => {
    expect(WorkspaceId.safeParse("w_1-A").success).toBe(true);
    for (const bad of ["", "a/b", "a.b", "a b", "ä", "x".repeat(65)]) {
      expect(WorkspaceId.safeParse(bad).success).toBe(false);
    }
  });

  it("name an instance as a host may be named", () => {
    expect(InstanceName.safeParse("sensor-a").success).toBe(true);
    for (const bad of ["", "-a", "a-", "A", "a_b", "a.b", "x".repeat(64)]) {
      expect(InstanceName.safeParse(bad).success).toBe(false);
    }
  });
});
