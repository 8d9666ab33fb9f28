import { type FieldReader, join } from "#shared/experiment/fields";
import type { Field } from "#shared/experiment/yaml-tree";

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** More than any experiment sets; the kernel's limit for all variables and arguments is 2 MB. */
const MAXIMUM_VARIABLES = 100;

/** A Compose environment, as a mapping or as a list of `NAME=value`; a variable without a value is refused. */
export function readEnvironment(reader: FieldReader, field: Field): Record<string, string> {
  const variables = field.node.kind === "list" ? readList(reader, field) : readMapping(reader, field);
  if (variables.length > MAXIMUM_VARIABLES)
    reader.refuse(field, `More than ${MAXIMUM_VARIABLES} variables are set.`, "Move them into a file of the artifact.");
  const names = new Set<string>();
  for (const { name, at } of variables) {
    if (names.has(name)) reader.refuse(at, `The variable \`${name}\` is set twice.`, "Keep one of them.");
    names.add(name);
  }
  return Object.fromEntries(variables.map(({ name, value }) => [name, value]));
}

interface Variable {
  readonly name: string;
  readonly value: string;
  readonly at: Field;
}

function readList(reader: FieldReader, field: Field): Variable[] {
  return (reader.items(field, "`environment`") ?? [])
    .map((item) => {
      const text = reader.text(item, "A variable");
      if (text === null) return null;
      const at = text.indexOf("=");
      if (at < 0) return refuseUnset(reader, item, text);
      return checkName(reader, item, text.slice(0, at), text.slice(at + 1));
    })
    .filter((variable) => variable !== null);
}

function readMapping(reader: FieldReader, field: Field): Variable[] {
  return (reader.entries(field, "`environment`") ?? [])
    .map(({ name, key, value }) => {
      const { node } = value;
      if (node.kind === "scalar" && node.value === null) return refuseUnset(reader, key, name);
      if (node.kind === "scalar" && typeof node.value === "number") return checkName(reader, key, name, node.source);
      if (node.kind === "scalar" && node.value === "") return checkName(reader, key, name, "");
      const text = reader.text({ ...value, path: join(field.path, name) }, `\`${name}\``);
      return text === null ? null : checkName(reader, key, name, text);
    })
    .filter((variable) => variable !== null);
}

function refuseUnset(reader: FieldReader, at: Field, name: string): null {
  return reader.refuse(
    at,
    `\`${name}\` has no value, so it would take the server's.`,
    `Write \`${name}: value\`, or \`${name}: ""\` for an empty one.`,
  );
}

function checkName(reader: FieldReader, at: Field, name: string, value: string): Variable | null {
  if (NAME.test(name)) return { name, value, at };
  return reader.refuse(
    at,
    `\`${name}\` cannot be the name of a variable.`,
    "Use letters, digits and `_`, beginning with a letter.",
  );
}
