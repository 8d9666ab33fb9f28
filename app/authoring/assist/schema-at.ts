import { inAuthorsLanguage } from "#app/authoring/draft-sentences";
import type { JsonSchema } from "#shared/experiment/schema/json-schema";

/** The schemas that may hold at a path, all alternatives of it; `-` stands for an item of a list. */
export function schemasAt(root: JsonSchema, path: readonly string[]): readonly JsonSchema[] {
  return path.reduce<readonly JsonSchema[]>(
    (schemas, key) => schemas.flatMap((schema) => step(schema, key)).flatMap(alternatives),
    alternatives(root),
  );
}

/** The keys that a mapping at these schemas may have. */
export function keysOf(schemas: readonly JsonSchema[]): ReadonlyMap<string, JsonSchema> {
  return new Map(schemas.flatMap(({ properties }) => Object.entries(properties ?? {})));
}

/** The values that these schemas name; for on and off both. */
export function valuesOf(schemas: readonly JsonSchema[]): readonly string[] {
  const values = schemas.flatMap(({ enum: named, examples, default: usual, type }) => [
    ...(named ?? []),
    ...(type === "boolean" ? [true, false] : []),
    ...(examples ?? []),
    ...(usual === undefined ? [] : [usual]),
  ]);
  return [...new Set(values.map(yamlOf))];
}

/** What a reader is told about a key: its meaning, what it is unless given, and what it may be. */
export function explanationOf(schema: JsonSchema): string {
  const { description, default: usual, enum: named } = schema;
  return [
    description === undefined ? undefined : inAuthorsLanguage(description),
    named === undefined
      ? undefined
      : inAuthorsLanguage(`One of ${named.map((value) => `\`${String(value)}\``).join(", ")}.`),
    usual === undefined ? undefined : inAuthorsLanguage(`Unless given: \`${yamlOf(usual)}\`.`),
  ]
    .filter((line) => line !== undefined)
    .join("\n\n");
}

/** Whether a value is written below its key: `mapping`, `list`, or behind it. */
export function shapeOf(schema: JsonSchema): "mapping" | "list" | "value" {
  const all = alternatives(schema);
  if (all.some(({ type }) => type === "string" || type === "boolean" || type === "number")) return "value";
  if (all.some(({ type }) => type === "array")) return all.some(({ examples }) => examples) ? "value" : "list";
  return all.some(({ type }) => type === "object") ? "mapping" : "value";
}

function alternatives(schema: JsonSchema): readonly JsonSchema[] {
  const { anyOf, ...own } = schema;
  return [own, ...(anyOf ?? []).flatMap(alternatives)];
}

function step(schema: JsonSchema, key: string): readonly JsonSchema[] {
  if (key === "-") return schema.items === undefined ? [] : [schema.items];
  const own = schema.properties?.[key];
  if (own !== undefined) return [own];
  const patterned = Object.entries(schema.patternProperties ?? {}).find(([pattern]) => new RegExp(pattern).test(key));
  if (patterned !== undefined) return [patterned[1]];
  return typeof schema.additionalProperties === "object" ? [schema.additionalProperties] : [];
}

/** A value as one line of YAML. */
function yamlOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((one) => JSON.stringify(one)).join(", ")}]`;
  const text = String(value);
  return typeof value === "string" &&
    (/^(no|yes|on|off|true|false|\d[\d.]*)$/i.test(text) || /[:#]\s|[[\]{}]/.test(text))
    ? JSON.stringify(text)
    : text;
}
