import { expect, test } from "vitest";
import { parseAnsi } from "#app/workspace/output/ansi";
import { styleOf } from "#app/workspace/output/look-style";

function styleIn(text: string) {
  return styleOf(parseAnsi(text)[0]?.look ?? {});
}

test("inverse text without colours stands on a quiet ground in the page's own text colour", () => {
  expect(styleIn("\x1b[7m12\x1b[0m")).toMatchObject({ color: undefined, background: "var(--pressed)" });
});

test("inverse text with a colour keeps it and stands on a tint of it", () => {
  expect(styleIn("\x1b[31;7mx")).toMatchObject({
    color: "var(--ansi-1)",
    background: "color-mix(in srgb, var(--ansi-1) 25%, transparent)",
  });
});

test("plain text needs no style", () => {
  expect(styleIn("x")).toBeUndefined();
});
