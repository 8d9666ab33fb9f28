import { describe, expect, test } from "vitest";
import { languageFor } from "#app/i18n/languages";

describe("the language of a browser", () => {
  test.each([
    ["de-DE,de;q=0.9,en;q=0.8", "de"],
    ["en-US,en;q=0.9,de;q=0.8", "en"],
    ["fr-FR,fr;q=0.9,de;q=0.4,en;q=0.6", "en"],
    ["fr,de;q=0.4", "de"],
    ["en;q=0,de;q=0.1", "de"],
    ["fr", "en"],
    ["*", "en"],
    ["", "en"],
    [null, "en"],
  ])("of %j is %s", (header, language) => {
    expect(languageFor(header)).toBe(language);
  });
});
