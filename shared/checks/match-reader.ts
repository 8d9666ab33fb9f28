import type { ConditionalHint, Match } from "#shared/checks/check";
import type { FieldReader } from "#shared/experiment/fields";
import type { Field } from "#shared/experiment/yaml-tree";

/** What is looked for is a line or a part of one. */
const MAXIMUM_MATCH = 500;
/** Two or three sentences. */
const MAXIMUM_HINT = 600;
const MAXIMUM_HINTS = 8;

/** `{{name}}`, the address of an instance. */
const addressPattern = /\{\{([^{}]*)\}\}/g;

/** The text with every `{{name}}` replaced; `asPart` makes an address fit for where it stands. */
export function withAddresses(text: string, addressOf: (name: string) => string, asPart = (value: string) => value) {
  return text.replace(addressPattern, (_, name: string) => asPart(addressOf(name.trim())));
}

/** What `text:` or `pattern:` of a mapping asks for; null when neither stands there or it has problems. */
export function readMatch(
  reader: FieldReader,
  fields: ReadonlyMap<string, Field>,
  names: readonly string[],
): Match | null {
  const [text, pattern] = [fields.get("text"), fields.get("pattern")];
  if (text !== undefined && pattern !== undefined)
    return reader.refuse(pattern, "`text` and `pattern` exclude each other.", "Keep the one that you mean.");
  const field = text ?? pattern;
  if (field === undefined) return null;
  const kind = text === undefined ? "pattern" : "text";
  const value = readMatchText(reader, field, `\`${kind}\``, kind, names);
  return value === null ? null : { kind, value };
}

/** A text or a pattern whose addresses and syntax are right. */
export function readMatchText(
  reader: FieldReader,
  field: Field,
  what: string,
  kind: Match["kind"],
  names: readonly string[],
): string | null {
  const value = reader.text(field, what, MAXIMUM_MATCH);
  if (value === null) return null;
  for (const [whole, name = ""] of value.matchAll(addressPattern)) {
    if (names.includes(name.trim())) continue;
    const sentence = `\`${whole}\` is not an instance of this experiment.`;
    return reader.refuse(field, sentence, `Instances: ${names.join(", ")}.`);
  }
  if (kind === "pattern" && !isPattern(withAddresses(value, () => "0")))
    return reader.refuse(
      field,
      `${what} is not a regular expression.`,
      "Mend its brackets, or use `text` for a text as it stands.",
    );
  return value;
}

function isPattern(source: string): boolean {
  try {
    new RegExp(source, "u");
    return true;
  } catch {
    return false;
  }
}

/** The sentence of `hint:`, or null. */
export function readHint(reader: FieldReader, field: Field | undefined): string | null {
  return field === undefined ? null : (reader.text(field, "`hint`", MAXIMUM_HINT)?.trim() ?? null);
}

/** The list of `hints:`: sentences for failures that show something. */
export function readHints(
  reader: FieldReader,
  field: Field | undefined,
  names: readonly string[],
): readonly ConditionalHint[] {
  if (field === undefined) return [];
  const items = reader.items(field, "`hints`") ?? [];
  if (items.length > MAXIMUM_HINTS)
    reader.refuse(field, `There are ${items.length} hints; at most ${MAXIMUM_HINTS} are read.`, "Take some out.");
  return items.flatMap((item) => {
    const fields = reader.map(item, ["text", "pattern", "say"]);
    if (fields === null) return [];
    const match = readMatch(reader, fields, names);
    const sayField = fields.get("say");
    if (!fields.has("text") && !fields.has("pattern"))
      reader.missing(item, "text", "Write the `text` or the `pattern` that the failure shows.");
    if (sayField === undefined) {
      reader.missing(item, "say", "Write the sentence that the student reads.");
      return [];
    }
    const say = reader.text(sayField, "`say`", MAXIMUM_HINT);
    return match === null || say === null ? [] : [{ match, say: say.trim() }];
  });
}
