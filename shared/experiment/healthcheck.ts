import type { Healthcheck } from "#shared/experiment/experiment";
import type { FieldReader } from "#shared/experiment/fields";
import { clamp, parseDuration } from "#shared/experiment/quantities";
import { healthcheckKeys } from "#shared/experiment/schema/service-keys";
import type { Field } from "#shared/experiment/yaml-tree";

/** What holds when a key is absent, and the bounds inside which a value is kept: seconds. A probe starts a process, so it is not run more than once a second. */
const INTERVAL = { fallback: 5, minimum: 1, maximum: 60 };
const TIMEOUT = { fallback: 5, minimum: 1, maximum: 30 };
const START_PERIOD = { fallback: 0, minimum: 0, maximum: 120 };
const START_INTERVAL = { fallback: 1, minimum: 0.5, maximum: 60 };
const RETRIES = { fallback: 3, minimum: 1, maximum: 30 };

/** A Compose health check with its times kept inside bounds; null when it is disabled or has problems. */
export function readHealthcheck(reader: FieldReader, field: Field): Healthcheck | null {
  const fields = reader.map(field, Object.keys(healthcheckKeys));
  if (fields === null) return null;
  const seconds = (key: string, bounds: typeof INTERVAL): number => {
    const found = fields.get(key);
    return found === undefined ? bounds.fallback : readSeconds(reader, found, bounds);
  };
  const startInterval = fields.get("start_interval");
  const times = {
    intervalSeconds: seconds("interval", INTERVAL),
    timeoutSeconds: seconds("timeout", TIMEOUT),
    startPeriodSeconds: seconds("start_period", START_PERIOD),
    startIntervalSeconds: startInterval === undefined ? null : readSeconds(reader, startInterval, START_INTERVAL),
    retries: readRetries(reader, fields.get("retries")),
  };
  const disable = fields.get("disable");
  if (disable !== undefined && reader.flag(disable) === true) return null;
  const test = fields.get("test");
  if (test === undefined) return reader.missing(field, "test", 'Write `test: ["CMD", "program", "argument"]`.');
  const argv = readTest(reader, test);
  return argv === null ? null : { argv, ...times };
}

function readTest(reader: FieldReader, field: Field): string[] | null {
  if (field.node.kind !== "list") {
    const line = reader.text(field, "`test`");
    return line === null ? null : shell(line);
  }
  const [form, ...rest] = reader.texts(field, "`test`") ?? [];
  if (form === undefined) return field.node.items.length > 0 ? null : reader.refuse(field, "`test` is empty.", EXAMPLE);
  if (form === "NONE" && rest.length === 0) return null;
  if (form === "CMD" && (rest[0] ?? "") !== "") return rest;
  const [line, ...more] = rest;
  if (form === "CMD-SHELL" && line !== undefined && more.length === 0) return shell(line);
  return reader.refuse(
    field,
    "`test` must begin with CMD (and the words of a command) or CMD-SHELL (and one line).",
    EXAMPLE,
  );
}

const EXAMPLE = 'Write `["CMD", "nc", "-z", "localhost", "1883"]` or `["CMD-SHELL", "one line"]`.';

function shell(line: string): string[] {
  return ["/bin/sh", "-c", line];
}

function readRetries(reader: FieldReader, field: Field | undefined): number {
  if (field === undefined) return RETRIES.fallback;
  const count = reader.integer(field, "`retries`", 0, 1_000_000);
  return count === null ? RETRIES.fallback : clamp(count, RETRIES.minimum, RETRIES.maximum);
}

/** A Compose duration kept inside bounds; the fallback after a problem. */
export function readSeconds(
  reader: FieldReader,
  field: Field,
  bounds: { readonly fallback: number; readonly minimum: number; readonly maximum: number },
): number {
  const { node } = field;
  const seconds = node.kind === "scalar" && typeof node.value === "string" ? parseDuration(node.value) : null;
  if (seconds !== null) return clamp(seconds, bounds.minimum, bounds.maximum);
  const name = field.path.slice(field.path.lastIndexOf(".") + 1);
  reader.refuse(field, `\`${name}\` is not a duration.`, "Write a number with its unit, such as 10s, 500ms or 1m30s.");
  return bounds.fallback;
}
