import { expect, it } from "vitest";
import { slugOf } from "#app/_server/courses/course-slug";

it.each([
  ["VAR 2026", "var-2026"],
  ["Verteilte Architekturen: Übung & Straße", "verteilte-architekturen-uebung-strasse"],
  ["  Réseaux  ", "reseaux"],
  ["分散システム", "course"],
  ["New", "course-new"],
  [`${"a".repeat(47)} b`, "a".repeat(47)],
])("%j becomes %s", (title, slug) => {
  expect(slugOf(title)).toBe(slug);
});
