import type { Limits } from "#shared/experiment/experiment";
import { type FieldReader, lastPart } from "#shared/experiment/fields";
import { parseBytes } from "#shared/experiment/quantities";
import type { Field } from "#shared/experiment/yaml-tree";

const MEGABYTE = 1024 * 1024;

/** What an instance gets that asks for nothing: a small JVM with room to breathe, and threads for a few hundred connections. */
export const defaultLimits: Limits = { memoryBytes: 256 * MEGABYTE, cpus: 1, pids: 256 };

/** A shell and a small program fit into 32 MB; four instances of 1 GB are what a lab machine can bear for one student. */
const MEMORY = { minimum: 32 * MEGABYTE, maximum: 1024 * MEGABYTE };
const CPUS = { minimum: 0.1, maximum: 4 };
const PIDS = { minimum: 16, maximum: 1024 };

/** `mem_limit`, `cpus` and `pids_limit`; the defaults where they are absent or have problems. */
export function readLimits(reader: FieldReader, fields: ReadonlyMap<string, Field>): Limits {
  const memory = fields.get("mem_limit");
  const cpus = fields.get("cpus");
  const pids = fields.get("pids_limit");
  return {
    memoryBytes: (memory && readMemory(reader, memory)) ?? defaultLimits.memoryBytes,
    cpus: (cpus && readCpus(reader, cpus)) ?? defaultLimits.cpus,
    pids:
      (pids && reader.integer(pids, `\`${lastPart(pids.path)}\``, PIDS.minimum, PIDS.maximum)) ?? defaultLimits.pids,
  };
}

function readMemory(reader: FieldReader, field: Field): number | null {
  const bytes = field.node.kind === "scalar" ? parseBytes(field.node.source) : null;
  if (bytes !== null && bytes >= MEMORY.minimum && bytes <= MEMORY.maximum) return bytes;
  return reader.refuse(
    field,
    `\`${lastPart(field.path)}\` must be a size from 32m to 1g.`,
    "Write a number with its unit, such as 256m.",
  );
}

function readCpus(reader: FieldReader, field: Field): number | null {
  const value =
    field.node.kind === "scalar" && /^\d{1,3}(\.\d{1,3})?$/.test(field.node.source)
      ? Number(field.node.source)
      : Number.NaN;
  if (value >= CPUS.minimum && value <= CPUS.maximum) return value;
  return reader.refuse(
    field,
    `\`cpus\` must be a number from ${CPUS.minimum} to ${CPUS.maximum}.`,
    "Write a number of processors, such as 0.5.",
  );
}
