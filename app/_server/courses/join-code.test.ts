import { expect, it } from "vitest";
import { newJoinCode, readJoinCode, showJoinCode } from "#app/_server/courses/join-code";

it("is read back however it is typed", () => {
  const code = newJoinCode();
  for (const typed of [code, showJoinCode(code), ` ${showJoinCode(code).toUpperCase()} `, [...code].join(" ")])
    expect(readJoinCode(typed)).toBe(code);
  expect(readJoinCode("OIl0-1111")).toBe("01101111");
});

it.each(["", "abc", "abcdefghj", "abcd-efg!", "uuuuuuuu", "../../etc"])("%j cannot be one", (typed) => {
  expect(readJoinCode(typed)).toBeNull();
});

it("is another one each time", () => {
  expect(new Set(Array.from({ length: 200 }, newJoinCode)).size).toBe(200);
});
