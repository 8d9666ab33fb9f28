import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { peopleColors } from "#shared/people";

const css = readFileSync(path.join(import.meta.dirname, "globals.css"), "utf8");

/** The tokens of one theme, with references resolved. */
function tokensOf(selector: string): Map<string, string> {
  const block = css.slice(css.indexOf(`${selector} {`)).split("}")[0] ?? "";
  const tokens = new Map(
    [...block.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map((match) => [match[1] ?? "", match[2] ?? ""]),
  );
  for (const [name, value] of tokens) {
    const reference = /^var\((--[\w-]+)\)$/.exec(value)?.[1];
    if (reference) tokens.set(name, tokens.get(reference) ?? value);
  }
  return tokens;
}

/** Relative luminance as WCAG 2 defines it. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const channel = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

const people = Array.from({ length: peopleColors }, (_, color) => `--person-${color}`);
const grounds = ["--canvas", "--surface", "--raised", "--sunken"];
const inks = [
  "--text",
  "--muted",
  "--faint",
  "--accent-text",
  "--running",
  "--waiting",
  "--failed",
  "--stopped",
  "--stderr",
  ...people,
];
const tinted = ["running", "waiting", "failed", "stopped"].map((state) => [`--${state}`, `--${state}-soft`] as const);
const pairs = [
  ...grounds.flatMap((ground) => inks.map((ink) => [ink, ground] as const)),
  ...tinted,
  ["--accent-text", "--accent-soft"] as const,
  ["--on-accent", "--accent"] as const,
  ["--on-accent", "--accent-hover"] as const,
  ["--on-failed", "--failed"] as const,
  ...people.map((color) => ["--on-person", color] as const),
  ...["keyword", "string", "number", "title", "comment"].map((part) => [`--code-${part}`, "--sunken"] as const),
];

describe.each([":root", '[data-theme="dark"]'])("in the theme %s", (selector) => {
  const tokens = tokensOf(selector);

  it.each(pairs)("%s can be read on %s (4.5 : 1)", (ink, ground) => {
    expect(contrast(tokens.get(ink) ?? "", tokens.get(ground) ?? "")).toBeGreaterThanOrEqual(4.5);
  });

  it("a field's edge and the focus ring stand out (3 : 1)", () => {
    for (const edge of ["--line-strong", "--focus"]) {
      for (const ground of ["--surface", "--sunken"]) {
        expect(contrast(tokens.get(edge) ?? "", tokens.get(ground) ?? "")).toBeGreaterThanOrEqual(3);
      }
    }
  });
});
