import { expect, test } from "vitest";
import { isPrompt } from "#app/workspace/terminals/prompt";

test("a shell of ours that waits for a command is known by its prompt", () => {
  expect(isPrompt("student@toolchain:/workspace$ ")).toBe(true);
  expect(isPrompt("student@berta:~$ ")).toBe(true);
  expect(isPrompt("student@server:/home/student/my files$ ")).toBe(true);
});

test("a running program, a typed command and a foreign prompt are no prompt of ours", () => {
  expect(isPrompt("")).toBe(false);
  expect(isPrompt("student@toolchain:/workspace$ sleep 1000")).toBe(false);
  expect(isPrompt("> ")).toBe(false);
  expect(isPrompt("Password for student@host: ")).toBe(false);
});
