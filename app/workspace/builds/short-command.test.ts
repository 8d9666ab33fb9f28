import { expect, test } from "vitest";
import { shortCommand } from "#app/workspace/builds/short-command";

test("a single command is shown as it is", () => {
  expect(shortCommand("make all\n")).toEqual({ command: "make all", others: 0 });
});

test("of a script the first command that makes something is shown, and that there is more", () => {
  expect(shortCommand("set -e\ntsc --pretty\nrm -rf build\ncp -r src build\n")).toEqual({
    command: "tsc --pretty",
    others: 3,
  });
});

test("comments and empty lines are no commands", () => {
  expect(shortCommand("# all of it\n\nmake\n")).toEqual({ command: "make", others: 0 });
});
