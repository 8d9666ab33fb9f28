/** The part of JSON Schema (draft 7) that the format of experiments needs; plain data, safe as JSON. */
export interface JsonSchema {
  readonly $schema?: string;
  readonly $id?: string;
  readonly title?: string;
  /** Markdown, shown when the pointer rests on the key. */
  readonly description?: string;
  readonly type?: JsonType | readonly JsonType[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly patternProperties?: Readonly<Record<string, JsonSchema>>;
  readonly propertyNames?: JsonSchema;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly required?: readonly string[];
  readonly minProperties?: number;
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly anyOf?: readonly JsonSchema[];
  readonly enum?: readonly (string | number | boolean | null)[];
  readonly default?: unknown;
  /** Values that an editor offers. */
  readonly examples?: readonly unknown[];
  readonly pattern?: string;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

type JsonType = "object" | "array" | "string" | "number" | "integer" | "boolean" | "null";

/** The schemas of a mapping's keys: also the list of the keys that the reader takes there. */
export type Keys = Readonly<Record<string, JsonSchema>>;

/** A mapping with these keys and no others. */
export function mapping(keys: Keys, required: readonly string[], about: JsonSchema = {}): JsonSchema {
  const needed = required.length === 0 ? {} : { required };
  return { type: "object", ...about, properties: keys, ...needed, additionalProperties: false };
}

/** A list of items of one kind. */
export function listOf(items: JsonSchema, about: JsonSchema = {}): JsonSchema {
  return { type: "array", ...about, items };
}

/** A command: a list of words, or one line that is split like a shell would. */
export function wordsOrLine(about: JsonSchema): JsonSchema {
  return { ...about, anyOf: [{ type: "array", items: { type: "string" }, minItems: 1 }, { type: "string" }] };
}

/** A number with its unit, such as `1m30s`. */
export const duration: JsonSchema = { type: "string", pattern: "^(\\d+(\\.\\d+)?(us|ms|s|m|h))+$" };

/** A number of bytes with a unit, such as `64m`. */
export const size: JsonSchema = { type: ["string", "integer"], pattern: "^\\d+\\s?([bB]|[kKmMgG][bB]?)?$" };
