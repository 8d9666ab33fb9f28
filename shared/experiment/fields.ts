import type { ProblemReport } from "#shared/experiment/problem";
import type { Refusal } from "#shared/experiment/refused-keys";
import type { Field, YamlScalar } from "#shared/experiment/yaml-tree";

/** Reads values of the expected kind out of a tree; each answers null after reporting what is wrong. */
export interface FieldReader {
  /** The allowed keys that are present; every other key is reported, with `refused`'s sentence where it has one. */
  map(field: Field, allowed: readonly string[], refused?: Readonly<Record<string, Refusal>>): Map<string, Field> | null;
  /** All keys of a mapping whose keys are names. */
  entries(field: Field, what: string): Entry[] | null;
  items(field: Field, what: string): Field[] | null;
  /** A text that is not empty. */
  text(field: Field, what: string, maximum?: number): string | null;
  /** A list of texts, possibly empty. */
  texts(field: Field, what: string): string[] | null;
  flag(field: Field): boolean | null;
  integer(field: Field, what: string, minimum: number, maximum: number): number | null;
  oneOf<T extends string>(field: Field, what: string, values: readonly T[]): T | null;
  refuse(field: Field, sentence: string, instead: string): null;
  /** Reports a key that must be there. */
  missing(parent: Field, key: string, instead: string): null;
}

/** A key of a mapping with its value; `key` as a field is the place of the key itself. */
export interface Entry {
  readonly name: string;
  readonly key: Field;
  readonly value: Field;
}

/** Far more than a launch line or a variable needs; far less than the kernel's 128 KiB for one argument. */
const MAXIMUM_TEXT = 4096;

/** More items than any list of an experiment needs, few enough to show. */
const MAXIMUM_ITEMS = 128;

/** A reader that reports to `report`. */
export function createFieldReader(report: ProblemReport): FieldReader {
  function refuse(field: Field, sentence: string, instead: string): null {
    report.add(field.path, field.node.place, sentence, instead);
    return null;
  }

  function missing(parent: Field, key: string, instead: string): null {
    report.add(join(parent.path, key), firstLine(parent), `\`${key}\` is missing.`, instead);
    return null;
  }

  function entries(field: Field, what: string): Entry[] | null {
    const { node } = field;
    if (node.kind !== "map")
      return refuse(
        field,
        `${what} must be a mapping of names to values, not ${kindOf(field)}.`,
        "Write `name: value` lines, indented below it.",
      );
    return node.entries.map((entry) => {
      const path = join(field.path, entry.key);
      const key: YamlScalar = { kind: "scalar", place: entry.keyPlace, value: entry.key, source: entry.key };
      return { name: entry.key, key: { path, node: key }, value: { path, node: entry.node } };
    });
  }

  function map(field: Field, allowed: readonly string[], refused: Readonly<Record<string, Refusal>> = {}) {
    const all = entries(field, field.path === "" ? "The file" : `\`${lastPart(field.path)}\``);
    if (all === null) return null;
    const found = new Map<string, Field>();
    for (const { name, key, value } of all) {
      if (allowed.includes(name)) found.set(name, value);
      else refuseKey(name, key, allowed, refused);
    }
    return found;
  }

  function refuseKey(name: string, key: Field, allowed: readonly string[], refused: Readonly<Record<string, Refusal>>) {
    const refusal = Object.hasOwn(refused, name) ? refused[name] : undefined;
    if (refusal !== undefined) return refuse(key, refusal.sentence, refusal.instead);
    const near = nearest(name, allowed);
    const instead = near === null ? `Allowed here: ${allowed.join(", ")}.` : `Did you mean \`${near}\`?`;
    return refuse(key, `The key \`${name}\` is not known here.`, instead);
  }

  function items(field: Field, what: string): Field[] | null {
    const { node } = field;
    if (node.kind !== "list")
      return refuse(
        field,
        `${what} must be a list, not ${kindOf(field)}.`,
        "Write `[first, second]` or one `- item` a line.",
      );
    if (node.items.length > MAXIMUM_ITEMS)
      return refuse(
        field,
        `${what} has ${node.items.length} items; at most ${MAXIMUM_ITEMS} are allowed.`,
        "Shorten the list.",
      );
    return node.items.map((item, index) => ({ path: `${field.path}[${index}]`, node: item }));
  }

  function text(field: Field, what: string, maximum = MAXIMUM_TEXT): string | null {
    const value = anyText(field, what, maximum);
    if (value !== null && value.trim() === "")
      return refuse(field, `${what} is empty.`, "Write a text or delete the line.");
    return value;
  }

  function anyText(field: Field, what: string, maximum: number): string | null {
    const { node } = field;
    if (node.kind !== "scalar" || typeof node.value !== "string") {
      const instead =
        node.kind === "scalar" && node.value !== null ? `Put it in quotes: "${node.source}".` : "Write a text.";
      return refuse(field, `${what} must be a text, not ${kindOf(field)}.`, instead);
    }
    if (node.value.length > maximum)
      return refuse(
        field,
        `${what} has ${node.value.length} characters; at most ${maximum} are allowed.`,
        "Shorten it.",
      );
    if (hasControlCharacter(node.value))
      return refuse(field, `${what} holds a control character, which no program expects.`, "Remove it.");
    return node.value;
  }

  function texts(field: Field, what: string): string[] | null {
    const list = items(field, what);
    if (list === null) return null;
    const read = list.map((item) => anyText(item, `Each item of ${lowerFirst(what)}`, MAXIMUM_TEXT));
    return read.every((item) => item !== null) ? read : null;
  }

  function flag(field: Field): boolean | null {
    const value = field.node.kind === "scalar" ? field.node.value : null;
    if (typeof value === "boolean") return value;
    return refuse(
      field,
      `\`${lastPart(field.path)}\` must be true or false, not ${kindOf(field)}.`,
      "Write `true` or `false` without quotes.",
    );
  }

  function integer(field: Field, what: string, minimum: number, maximum: number): number | null {
    const { node } = field;
    const value =
      node.kind === "scalar" && typeof node.value === "string" && /^\d{1,9}$/.test(node.value)
        ? Number(node.value)
        : scalarValue(field);
    if (typeof value === "number" && Number.isInteger(value) && value >= minimum && value <= maximum) return value;
    return refuse(
      field,
      `${what} must be a whole number from ${minimum} to ${maximum}.`,
      `Write a number from ${minimum} to ${maximum}.`,
    );
  }

  function oneOf<T extends string>(field: Field, what: string, values: readonly T[]): T | null {
    const value = scalarValue(field);
    const found = values.find((candidate) => candidate === value);
    if (found !== undefined) return found;
    const near = typeof value === "string" ? nearest(value, values) : null;
    const given = field.node.kind === "scalar" ? `\`${field.node.source}\`` : kindOf(field);
    return refuse(
      field,
      `${what} cannot be ${given}.`,
      near === null
        ? `Write one of: ${values.join(", ")}.`
        : `Did you mean \`${near}\`? Possible: ${values.join(", ")}.`,
    );
  }

  return { map, entries, items, text, texts, flag, integer, oneOf, refuse, missing };
}

/** `parent.key`, or `key` at the top. */
export function join(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}

/** The key at the end of a path. */
export function lastPart(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function firstLine(field: Field) {
  const { line, column } = field.node.place;
  return { line, column, endLine: line, endColumn: column + 1 };
}

function scalarValue(field: Field): string | number | boolean | null {
  return field.node.kind === "scalar" ? field.node.value : null;
}

function kindOf({ node }: Field): string {
  if (node.kind === "map") return "a mapping";
  if (node.kind === "list") return "a list";
  if (node.value === null) return "nothing";
  if (typeof node.value === "string") return "a text";
  return typeof node.value === "number" ? "a number" : "true or false";
}

/** Tabs and line breaks are text; NUL would cut an argument, the others only confuse terminals. */
function hasControlCharacter(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x7f || (code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d)) return true;
  }
  return false;
}

/** The candidate that differs from the word by at most two letters, or null. */
export function nearest<T extends string>(word: string, candidates: readonly T[]): T | null {
  let best: T | null = null;
  let bestDistance = 3;
  for (const candidate of candidates) {
    const far = Math.abs(candidate.length - word.length) > 2 || word.length < 3;
    const distance = far ? 3 : editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** What `read` makes of a key that is there; undefined when it is not. */
export function optional<T>(fields: ReadonlyMap<string, Field>, key: string, read: (field: Field) => T): T | undefined {
  const field = fields.get(key);
  return field === undefined ? undefined : read(field);
}

/** Whether nothing stands after a key. */
export function isNothing({ node }: Field): boolean {
  return node.kind === "scalar" && node.value === null;
}
