import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { experimentSchema } from "#shared/experiment/json-schema";
import { parseExperiment } from "#shared/experiment/parse-experiment";
import type { JsonSchema } from "#shared/experiment/schema/json-schema";

const validate = new Ajv({ allowUnionTypes: true }).compile(experimentSchema);

/** A mapping of the schema with a way to write a file that has it. */
interface Place {
  readonly path: readonly (string | number)[];
  readonly schema: JsonSchema;
}

/** Every mapping with keys of its own, the root first; names chosen by the author are `a`. */
function* mappings(schema: JsonSchema, path: Place["path"] = []): Generator<Place> {
  if (schema.properties !== undefined) yield { path, schema };
  for (const [key, inner] of Object.entries(schema.properties ?? {})) yield* mappings(inner, [...path, key]);
  if (typeof schema.additionalProperties === "object") yield* mappings(schema.additionalProperties, [...path, "a"]);
  if (schema.items !== undefined) yield* mappings(schema.items, [...path, 0]);
  for (const choice of schema.anyOf ?? []) yield* mappings(choice, path);
}

/** A file in flow style with this value at this path. */
function fileWith(path: Place["path"], value: string): string {
  return path.reduceRight((inner: string, part) => (part === 0 ? `[${inner}]` : `{ "${part}": ${inner} }`), value);
}

function unknownKeys(text: string): string[] {
  const parsed = parseExperiment(text);
  const problems = parsed.ok ? [] : parsed.problems;
  return problems.filter(({ sentence }) => sentence.includes("is not known here")).map(({ path }) => path);
}

const places = [...mappings(experimentSchema)];

describe.each(places.map(({ path, schema }) => [path.join(".") || "the file", path, schema] as const))(
  "at %s",
  (_, path, schema) => {
    test("the reader knows every key of the schema", () => {
      for (const key of Object.keys(schema.properties ?? {}))
        expect(unknownKeys(fileWith([...path, key], "null")), key).toEqual([]);
    });

    test("reader and schema refuse any other key", () => {
      expect(schema.additionalProperties).toBe(false);
      expect(unknownKeys(fileWith([...path, "bogus"], "null"))).toHaveLength(1);
    });

    test("every key is described for whoever rests the pointer on it", () => {
      for (const [key, inner] of Object.entries(schema.properties ?? {}))
        expect(inner.description ?? "", key).toMatch(/\S.*[.`]$/);
    });
  },
);

test("the schema reaches the innermost mappings", () => {
  const written = places.map(({ path }) => path.join("."));
  for (const path of ["services.a.healthcheck", "services.a.x-varlab.show.0", "x-varlab.build.artifacts.0"])
    expect(written).toContain(path);
});

test.each(["rmi-chat", "hello-relay", "sensor-bus"])("the shipped experiment %s is valid by the schema", (slug) => {
  const text = readFileSync(new URL(`../../experiments/${slug}/compose.yaml`, import.meta.url), "utf8");
  validate(parse(text.replaceAll("$$", "$"), { merge: true }));
  expect(validate.errors ?? []).toEqual([]);
});

test("a misspelt key and a foreign image are invalid by the schema", () => {
  const file = (service: object) => ({
    "x-varlab": { title: "T", toolchain: "java", build: { command: "make", artifacts: [] } },
    services: { a: service },
  });
  expect(validate(file({ image: "varlab/broker", command: "x" }))).toBe(true);
  expect(validate(file({ image: "varlab/broker", comand: "x" }))).toBe(false);
  expect(validate(file({ image: "nginx", command: "x" }))).toBe(false);
});

test("the written schema of the documentation is this one", async () => {
  await expect(`${JSON.stringify(experimentSchema, null, 2)}\n`).toMatchFileSnapshot(
    "../../docs/experiment.schema.json",
  );
});
