import type { Language } from "#app/i18n/languages";

/** English sentences with places for values, and the same in another language. In a place stands a digit. */
export type SentenceCatalogue = Readonly<Record<string, string>>;

/** A sentence in the reader's language; as it is when nobody has translated it. */
export interface Translation {
  /** Whatever the catalogue's templates fit, also several sentences. */
  readonly spoken: (sentence: string) => string;
  /** Only what stands in the catalogue as it is: for places where a lecturer's own words may stand. */
  readonly exactly: (sentence: string) => string;
}

/** Nothing is translated. */
export const asItIs: Translation = { spoken: (sentence) => sentence, exactly: (sentence) => sentence };

/** `{0}`: a value, as it is; `[0]`: something that the catalogue knows as well; `<0>`: one name, or several as "a, b and c". */
const placesOf = /\{(\d)\}|\[(\d)\]|<(\d)>/g;
const oneName = "[^\\s,]+";
const patterns = {
  any: "((?:(?![.!?] [A-Z“])[^])*?)",
  known: "((?:(?![.!?] [A-Z“])[^])+?)",
  names: `(${oneName}(?:, ${oneName})*(?: and ${oneName})?)`,
} as const;
/** After a colon or another sentence may stand any number of sentences. */
const several = "([^]*?)";
/** Where one sentence ends and the next one begins. */
const between = /(?<=[.:!?”)]) (?=[A-Z“])/;

interface Template {
  readonly pattern: RegExp;
  /** The letters that are no value: the more, the surer is what it matches. */
  readonly weight: number;
  readonly places: readonly { readonly digit: string; readonly kind: keyof typeof patterns }[];
  readonly translated: string;
}

/** Translates by a catalogue: the whole sentence, else the most exact template that fits, else one sentence after the other. */
export function createTranslation(catalogue: SentenceCatalogue, language: Language): Translation {
  const entries = Object.entries(catalogue);
  const whole = new Map(entries);
  const templates = entries
    .map(([english, translated]) => templateOf(english, translated))
    .filter(({ places }) => places.length > 0)
    .sort((a, b) => b.weight - a.weight);
  const lists = new Intl.ListFormat(language);

  function known(sentence: string): string | undefined {
    return atOnce(sentence) ?? oneAfterTheOther(sentence.split(between));
  }

  function atOnce(sentence: string): string | undefined {
    const exact = whole.get(sentence);
    if (exact !== undefined) return exact;
    for (const template of templates) {
      const filled = fill(template, sentence);
      if (filled !== undefined) return filled;
    }
    return undefined;
  }

  function fill({ pattern, places, translated }: Template, sentence: string): string | undefined {
    const found = pattern.exec(sentence);
    if (found === null) return undefined;
    const values = new Map<string, string>();
    for (const [index, { digit, kind }] of places.entries()) {
      const value = found[index + 1] ?? "";
      const spoken = kind === "known" ? known(value) : kind === "names" ? listed(value) : value;
      if (spoken === undefined) return undefined;
      values.set(digit, spoken);
    }
    return translated.replaceAll(placesOf, (place) => values.get(place.charAt(1)) ?? place);
  }

  function listed(names: string): string {
    return lists.format(names.split(/, | and /));
  }

  function oneAfterTheOther(parts: readonly string[]): string | undefined {
    if (parts.length < 2 || parts.length > mostSentences) return undefined;
    const said: string[] = [];
    let understood = false;
    for (let at = 0; at < parts.length; ) {
      const ends = Array.from({ length: parts.length - at }, (_, index) => parts.length - index);
      const end = ends.find((one) => atOnce(parts.slice(at, one).join(" ")) !== undefined);
      const part = parts.slice(at, end ?? at + 1).join(" ");
      understood ||= end !== undefined;
      said.push(atOnce(part) ?? part);
      at = end ?? at + 1;
    }
    return understood ? said.join(" ") : undefined;
  }

  const before = new Map<string, string>();
  return {
    exactly: (sentence) => whole.get(sentence) ?? sentence,
    spoken(sentence) {
      const remembered = before.get(sentence);
      if (remembered !== undefined) return remembered;
      const translated = sentence.length > longest ? sentence : (known(sentence) ?? sentence);
      if (before.size >= rememberedSentences) before.clear();
      before.set(sentence, translated);
      return translated;
    },
  };
}

/** What a check says of a step has at most 600 letters, everything else fewer. */
const longest = 700;
/** Nobody says more at once. */
const mostSentences = 8;
/** A page shows some dozens at once, again and again. */
const rememberedSentences = 500;

function templateOf(english: string, translated: string): Template {
  const places: Template["places"][number][] = [];
  let source = "";
  let weight = 0;
  let at = 0;
  for (const match of english.matchAll(placesOf)) {
    const literal = english.slice(at, match.index);
    const kind = match[1] !== undefined ? "any" : match[2] !== undefined ? "known" : "names";
    source += escaped(literal) + (kind !== "names" && /[.:] $/.test(literal) ? several : patterns[kind]);
    weight += literal.length;
    places.push({ digit: match[0].charAt(1), kind });
    at = match.index + match[0].length;
  }
  const rest = english.slice(at);
  return { pattern: new RegExp(`^${source}${escaped(rest)}$`), weight: weight + rest.length, places, translated };
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}
