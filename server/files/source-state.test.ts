import { expect, test } from "vitest";
import { isSource } from "#server/files/source-state";

test("what a student writes is a source, what tools make is none", () => {
  for (const path of ["src/A.java", "README.md", "rebuild/x.c", "builder.py"])
    expect(isSource(path, ["app.jar"])).toBe(true);
  for (const path of [
    "build/A.class",
    "x/node_modules/y/index.js",
    ".git/HEAD",
    "a/__pycache__/b.pyc",
    "A.class",
    "app.jar",
    "app.jar/x",
  ]) {
    expect(isSource(path, ["app.jar"])).toBe(false);
  }
});
