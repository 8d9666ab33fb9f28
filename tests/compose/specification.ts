import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { z } from "zod";
import { experimentSchema } from "#shared/experiment/json-schema";

/** A place in a Compose file; names that the author chooses are `a`, items of lists 0. */
export type Place = readonly (string | number)[];

/** The public schema's keys, beside those of ours. */
export interface Comparison {
  /** In mappings that experiments have, the keys that they must not have. */
  readonly refused: readonly Place[];
  readonly allowed: readonly Place[];
  /** What we would take though Compose does not know it: the file would not run anywhere else. */
  readonly foreign: readonly Place[];
}

const Schema = z.record(z.string(), z.unknown());
type Schema = z.output<typeof Schema>;

/** The schema of the Compose Specification as the newest release of a linter carries it. */
function publicSchema(): Schema {
  const linter = path.dirname(createRequire(import.meta.url).resolve("dclint/package.json"));
  return Schema.parse(JSON.parse(readFileSync(path.join(linter, "schemas", "compose.schema.json"), "utf8")));
}

/** Walks both schemas side by side. */
export function compareWithSpecification(): Comparison {
  const root = publicSchema();
  const found = { refused: [] as Place[], allowed: [] as Place[], foreign: [] as Place[] };

  function walk(theirs: readonly Schema[], ours: readonly Schema[], place: Place): void {
    const [spec, own] = [children(theirs, root), children(ours, {})];
    for (const [key, inner] of spec.keys) {
      const mine = own.keys.get(key);
      if (mine === undefined) found.refused.push([...place, key]);
      else {
        found.allowed.push([...place, key]);
        walk(inner, mine, [...place, key]);
      }
    }
    for (const key of own.keys.keys())
      if (!spec.keys.has(key) && !key.startsWith("x-")) found.foreign.push([...place, key]);
    if (spec.named.length > 0 && own.named.length > 0) walk(spec.named, own.named, [...place, "a"]);
    if (spec.items.length > 0 && own.items.length > 0) walk(spec.items, own.items, [...place, 0]);
  }

  walk([root], [Schema.parse(experimentSchema)], []);
  return found;
}

interface Children {
  readonly keys: ReadonlyMap<string, readonly Schema[]>;
  readonly named: readonly Schema[];
  readonly items: readonly Schema[];
}

function children(schemas: readonly Schema[], root: Schema): Children {
  const keys = new Map<string, Schema[]>();
  const named: Schema[] = [];
  const items: Schema[] = [];
  for (const schema of schemas.flatMap((one) => alternatives(one, root))) {
    const properties = Object.entries(mappingOf(schema.properties));
    for (const [key, inner] of properties) keys.set(key, [...(keys.get(key) ?? []), Schema.parse(inner)]);
    const patterns = Object.entries(mappingOf(schema.patternProperties));
    for (const [pattern, inner] of patterns) if (!pattern.startsWith("^x-")) named.push(Schema.parse(inner));
    if (Schema.safeParse(schema.additionalProperties).success) named.push(mappingOf(schema.additionalProperties));
    if (schema.items !== undefined) items.push(mappingOf(schema.items));
  }
  return { keys, named, items };
}

function mappingOf(value: unknown): Schema {
  return Schema.safeParse(value).data ?? {};
}

/** A schema and everything that it may stand for. */
function alternatives(schema: Schema, root: Schema): Schema[] {
  const reference = schema.$ref;
  if (typeof reference === "string") return alternatives(resolve(reference, root), root);
  const choices = [schema.oneOf, schema.anyOf, schema.allOf].flatMap((list) => (Array.isArray(list) ? list : []));
  return [schema, ...choices.flatMap((choice) => alternatives(mappingOf(choice), root))];
}

function resolve(reference: string, root: Schema): Schema {
  const parts = reference.replace(/^#\/?/, "").split("/");
  return parts.reduce((schema, part) => mappingOf(schema[part]), root);
}
