import { expect, test } from "vitest";
import { describeEnding, signalName, signalNumber } from "#server/instances/ending";

const facts = { asked: undefined, outOfMemory: false, memoryBytes: 256 * 1024 * 1024 } as const;

test("code 0 is an exit, any other code a failure that needs no further words", () => {
  expect(describeEnding({ ...facts, ending: { by: "code", code: 0 } })).toEqual({ state: "exited", exitCode: 0 });
  expect(describeEnding({ ...facts, ending: { by: "code", code: 3 } })).toMatchObject({ state: "failed", exitCode: 3 });
});

test("what was asked to end has not failed, whatever its code", () => {
  expect(describeEnding({ ...facts, asked: "stop", ending: { by: "code", code: 143 } })).toEqual({
    state: "exited",
    exitCode: 143,
  });
  expect(describeEnding({ ...facts, asked: "kill", ending: { by: "signal", signal: 9 } })).toEqual({
    state: "exited",
    signal: "SIGKILL",
  });
});

test("a kill for memory is told apart from any other kill", () => {
  const ending = { by: "signal", signal: 9 } as const;
  expect(describeEnding({ ...facts, ending, outOfMemory: true }).reason).toContain("more than its 256 MB");
  expect(describeEnding({ ...facts, ending }).reason).toBe("The program was ended by SIGKILL.");
  expect(describeEnding({ ...facts, ending: { by: "code", code: 137 }, outOfMemory: true }).reason).toContain("256 MB");
});

test("signals have the same names and numbers in both directions", () => {
  expect(signalNumber("SIGINT")).toBe(2);
  expect(signalNumber("QUIT")).toBe(3);
  expect(signalName(15)).toBe("SIGTERM");
  expect(signalNumber("SIGNONSENSE")).toBe(15);
});
