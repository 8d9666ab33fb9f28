import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";
import { describe, expect, test } from "vitest";
import { type Language, languages } from "#app/i18n/languages";
import { messagesIn } from "#app/i18n/messages";

/** Every text with its key, as "area.component.text". */
function textsIn(language: Language): Map<string, string> {
  const texts = new Map<string, string>();
  const walk = (node: object, path: string): void => {
    for (const [key, value] of Object.entries(node)) {
      const at = path === "" ? key : `${path}.${key}`;
      if (typeof value === "string") texts.set(at, value);
      else walk(value, at);
    }
  };
  walk(messagesIn(language), "");
  return texts;
}

const english = textsIn("en");
const german = textsIn("de");

/** What a text asks for: its values, and its tags as "<name>"; sorted. */
function askedFor(elements: readonly MessageFormatElement[]): string[] {
  const names = elements.flatMap((element): string[] => {
    if (element.type === TYPE.literal || element.type === TYPE.pound) return [];
    if (element.type === TYPE.tag) return [`<${element.value}>`, ...askedFor(element.children)];
    if (element.type !== TYPE.plural && element.type !== TYPE.select) return [element.value];
    return [element.value, ...Object.values(element.options).flatMap((option) => askedFor(option.value))];
  });
  return [...new Set(names)].sort();
}

describe("the texts of the interface", () => {
  test("are the same ones in both languages", () => {
    expect([...german.keys()].sort()).toEqual([...english.keys()].sort());
  });

  test("ask for the same values in both languages", () => {
    const different = [...english].flatMap(([key, text]) => {
      const [de, en] = [askedFor(parse(german.get(key) ?? "")), askedFor(parse(text))];
      return JSON.stringify(de) === JSON.stringify(en) ? [] : [{ key, de, en }];
    });
    expect(different).toEqual([]);
  });

  test.each(languages)("have no empty one (%s)", (language) => {
    expect([...textsIn(language)].filter(([, text]) => text.trim() === "")).toEqual([]);
  });
});
