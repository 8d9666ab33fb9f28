import { expect, it } from "vitest";
import { safePath } from "#app/_server/auth/safe-path";

const base = "http://10.0.0.5:7080";

it("keeps a path of this app with its query", () => {
  expect(safePath("/w/abc?x=1#y", base)).toBe("/w/abc?x=1#y");
  expect(safePath(`${base}/courses/var`, base)).toBe("/courses/var");
});

it.each([
  "//evil.example/x",
  "/\\evil.example",
  "/\t/evil.example",
  "https://evil.example",
  "http://10.0.0.5:7080@evil.example/",
  "javascript:alert(1)",
  "/.//evil.example",
  "/sign-in",
  "/api/sign-out",
  "",
  null,
  undefined,
])("turns %j into the start page", (target) => {
  expect(safePath(target, base)).toBe("/");
});
