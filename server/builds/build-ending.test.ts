import { expect, test } from "vitest";
import { describeEnding } from "#server/builds/build-ending";

test("a build that ended well has no ending yet: its artifacts decide", () => {
  expect(describeEnding({ by: "code", code: 0 }, undefined, 60, false)).toBeNull();
});

test("an exit code is data without a sentence, everything else says what happened", () => {
  expect(describeEnding({ by: "code", code: 1 }, undefined, 60, false)).toEqual({ state: "failed", exitCode: 1 });
  expect(describeEnding({ by: "signal", signal: 9 }, undefined, 60, true)?.stage).toContain("memory");
  expect(describeEnding({ by: "signal", signal: 11 }, undefined, 60, false)).toMatchObject({
    state: "failed",
    exitCode: 139,
  });
  expect(describeEnding({ by: "signal", signal: 15 }, "cancelled", 60, false)).toEqual({
    state: "cancelled",
    exitCode: 143,
  });
  expect(describeEnding({ by: "code", code: 0 }, "timed-out", 60, false)?.stage).toContain("60 seconds");
  expect(describeEnding({ by: "none" }, undefined, 60, false)?.state).toBe("failed");
});
