import { type CheckAction, checkLimits, fromOutside } from "#shared/checks/check";
import { readMatch } from "#shared/checks/match-reader";
import { readRequest } from "#shared/checks/request-reader";
import { readScript } from "#shared/checks/script-reader";
import type { StepContext } from "#shared/checks/step-context";
import type { FieldReader } from "#shared/experiment/fields";
import { clamp, parseDuration } from "#shared/experiment/quantities";
import type { Field } from "#shared/experiment/yaml-tree";

type Reader = (context: StepContext, field: Field) => CheckAction | null;

/** Every kind of step with its reader. */
const readers: Readonly<Record<string, Reader>> = {
  start: (context, field) => readControl(context, field, "start"),
  stop: (context, field) => readControl(context, field, "stop"),
  kill: (context, field) => readControl(context, field, "kill"),
  type: readType,
  log: readLog,
  silent: readSilent,
  exit: readExit,
  request: readRequest,
  unreachable: readUnreachable,
  run: readRun,
  script: readScript,
};

/** The keys of which a step has exactly one. */
export const actionKeys = Object.keys(readers);

/** The action under one of those keys; null after reporting what is wrong. */
export function readAction(context: StepContext, key: string, field: Field): CheckAction | null {
  return readers[key]?.(context, field) ?? null;
}

function readControl(context: StepContext, field: Field, kind: "start" | "stop" | "kill"): CheckAction | null {
  const isAll = field.node.kind === "scalar" && field.node.value === "all";
  const instances = isAll ? [...context.names] : readNames(context, field, `\`${kind}\``);
  return instances === null ? null : { kind, instances };
}

function readType(context: StepContext, field: Field): CheckAction | null {
  const { reader } = context;
  const fields = reader.map(field, ["at", "line"]);
  if (fields === null) return null;
  const at = readName(context, field, fields.get("at"));
  const lineField = fields.get("line");
  if (lineField === undefined) return reader.missing(field, "line", "Write the line that is typed.");
  const line = reader.text(lineField, "`line`", 1000);
  if (line?.includes("\n")) return reader.refuse(lineField, "A step types one line.", "Write one step for each line.");
  return at === null || line === null ? null : { kind: "type", at, line };
}

function readLog(context: StepContext, field: Field): CheckAction | null {
  const { reader, names } = context;
  const fields = reader.map(field, ["at", "text", "pattern", "count"]);
  if (fields === null) return null;
  const at = readSome(context, field, fields.get("at"));
  const match = readMatch(reader, fields, names);
  if (!hasMatch(fields)) reader.missing(field, "text", "Write the `text` or the `pattern` of the line.");
  const countField = fields.get("count");
  const count = countField === undefined ? 1 : reader.integer(countField, "`count`", 1, checkLimits.count);
  return at === null || match === null || count === null ? null : { kind: "log", at, match, count };
}

function readSilent(context: StepContext, field: Field): CheckAction | null {
  const { reader, names } = context;
  const fields = reader.map(field, ["at", "text", "pattern", "for"]);
  if (fields === null) return null;
  const at = readSome(context, field, fields.get("at"));
  const match = readMatch(reader, fields, names);
  if (!hasMatch(fields)) reader.missing(field, "text", "Write the `text` or the `pattern` that must not come.");
  const forField = fields.get("for");
  const forMs = forField === undefined ? 1000 : readMilliseconds(reader, forField);
  return at === null || match === null || forMs === null ? null : { kind: "silent", at, match, forMs };
}

function readExit(context: StepContext, field: Field): CheckAction | null {
  const { reader } = context;
  const fields = reader.map(field, ["at", "code"]);
  if (fields === null) return null;
  const at = readName(context, field, fields.get("at"));
  const codeField = fields.get("code");
  const code = codeField === undefined ? 0 : reader.integer(codeField, "`code`", 0, 255);
  return at === null || code === null ? null : { kind: "exit", at, code };
}

function readUnreachable(context: StepContext, field: Field): CheckAction | null {
  const { reader, names } = context;
  const fields = reader.map(field, ["at", "port", "from"]);
  if (fields === null) return null;
  const at = readName(context, field, fields.get("at"));
  const portField = fields.get("port");
  if (portField === undefined) return reader.missing(field, "port", "Write the number of the port.");
  const port = reader.integer(portField, "`port`", 1, 65535);
  const fromField = fields.get("from");
  const from =
    fromField === undefined ? fromOutside : reader.oneOf(fromField, "`from`", [fromOutside, ...names] as const);
  return at === null || port === null || from === null ? null : { kind: "unreachable", at, port, from };
}

function readRun(context: StepContext, field: Field): CheckAction | null {
  const { reader, names } = context;
  const fields = reader.map(field, ["at", "command", "log", "code", "text", "pattern"]);
  if (fields === null) return null;
  const at = readName(context, field, fields.get("at"));
  const commandField = fields.get("command");
  if (commandField === undefined)
    return reader.missing(field, "command", "Write the words of the command as a list; no shell reads them.");
  const command = reader.texts(commandField, "`command`");
  if (command?.length === 0) return reader.refuse(commandField, "`command` is empty.", "Write the words of a command.");
  const logField = fields.get("log");
  const logOf = logField === undefined ? null : reader.oneOf(logField, "`log`", names);
  const codeField = fields.get("code");
  const code = codeField === undefined ? 0 : reader.integer(codeField, "`code`", 0, 255);
  const output = readMatch(reader, fields, names);
  if (at === null || command === null || code === null) return null;
  return { kind: "run", at, command, logOf, code, output };
}

function hasMatch(fields: ReadonlyMap<string, Field>): boolean {
  return fields.has("text") || fields.has("pattern");
}

/** One instance's name under `at`. */
function readName({ reader, names }: StepContext, parent: Field, field: Field | undefined): string | null {
  if (field === undefined) return reader.missing(parent, "at", `Write an instance: ${names.join(", ")}.`);
  return reader.oneOf(field, "`at`", names);
}

/** One name or several under `at`. */
function readSome(context: StepContext, parent: Field, field: Field | undefined): string[] | null {
  if (field === undefined)
    return context.reader.missing(parent, "at", `Write one instance or a list: ${context.names.join(", ")}.`);
  return readNames(context, field, "`at`");
}

function readNames({ reader, names }: StepContext, field: Field, what: string): string[] | null {
  if (field.node.kind !== "list") {
    const name = reader.oneOf(field, what, names);
    return name === null ? null : [name];
  }
  const items = reader.items(field, what) ?? [];
  if (items.length === 0) return reader.refuse(field, `${what} names nobody.`, `Instances: ${names.join(", ")}.`);
  const read = items.map((item) => reader.oneOf(item, what, names));
  return read.every((name) => name !== null) ? [...new Set(read)] : null;
}

/** Milliseconds of a duration inside the bounds of steps; null after reporting what is wrong. */
export function readMilliseconds(reader: FieldReader, field: Field): number | null {
  const { node } = field;
  const { minimum, maximum } = checkLimits.within;
  const seconds = node.kind === "scalar" && typeof node.value === "string" ? parseDuration(node.value) : null;
  const name = field.path.slice(field.path.lastIndexOf(".") + 1);
  if (seconds === null)
    return reader.refuse(
      field,
      `\`${name}\` is not a duration.`,
      "Write a number with its unit, such as 10s or 500ms.",
    );
  if (seconds > maximum)
    return reader.refuse(field, `\`${name}\` is longer than ${maximum} seconds.`, `Write at most ${maximum}s.`);
  return clamp(seconds, minimum, maximum) * 1000;
}
