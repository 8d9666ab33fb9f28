import { expect, test } from "vitest";
import { shortCommand } from "#app/workspace/builds/short-command";

test("a single command is shown as it is", () => {
  expect(shortCommand("make all\n")).toBe("make all");
});

test("of a script the first command that makes something is shown, and that there is more", () => {
  expect(shortCommand("set -e\ntsc --pretty\nrm -rf build\ncp -r src build\n")).toBe(
    "tsc --pretty … and 3 other lines",
  );
});

test("comments and empty lines are no commands", () => {
  expect(shortCommand("# all of it\n\nmake\n")).toBe("make");
});
