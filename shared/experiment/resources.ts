import type { Limits, RestartRule, Tmpfs } from "#shared/experiment/experiment";
import type { FieldReader } from "#shared/experiment/fields";
import { parseBytes } from "#shared/experiment/quantities";
import type { Field } from "#shared/experiment/yaml-tree";

const MEGABYTE = 1024 * 1024;

/** What an instance gets that asks for nothing: a small JVM with room to breathe, and threads for a few hundred connections. */
export const defaultLimits: Limits = { memoryBytes: 256 * MEGABYTE, cpus: 1, pids: 256 };

/** A shell and a small program fit into 32 MB; four instances of 1 GB are what a lab machine can bear for one student. */
const MEMORY = { minimum: 32 * MEGABYTE, maximum: 1024 * MEGABYTE };
const CPUS = { minimum: 0.1, maximum: 4 };
const PIDS = { minimum: 16, maximum: 1024 };

/** Scratch space counts as memory, so it is small. */
const TMPFS_MAXIMUM = 128 * MEGABYTE;

/** Folders that hold nothing of the image or the server, so that a tmpfs on them hides nothing. */
const TMPFS_ROOTS = ["/data", "/srv", "/mnt", "/opt", "/var/lib", "/var/cache", "/var/log"];

/** `mem_limit`, `cpus` and `pids_limit`; the defaults where they are absent or have problems. */
export function readLimits(reader: FieldReader, fields: ReadonlyMap<string, Field>): Limits {
  const memory = fields.get("mem_limit");
  const cpus = fields.get("cpus");
  const pids = fields.get("pids_limit");
  return {
    memoryBytes: (memory && readMemory(reader, memory)) ?? defaultLimits.memoryBytes,
    cpus: (cpus && readCpus(reader, cpus)) ?? defaultLimits.cpus,
    pids: (pids && reader.integer(pids, "`pids_limit`", PIDS.minimum, PIDS.maximum)) ?? defaultLimits.pids,
  };
}

function readMemory(reader: FieldReader, field: Field): number | null {
  const bytes = field.node.kind === "scalar" ? parseBytes(field.node.source) : null;
  if (bytes !== null && bytes >= MEMORY.minimum && bytes <= MEMORY.maximum) return bytes;
  return reader.refuse(
    field,
    "`mem_limit` must be a size from 32m to 1g.",
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

/** `no`, `on-failure`, `on-failure:3` or `always`; null after a problem. */
export function readRestart(reader: FieldReader, field: Field): RestartRule | null {
  const text = field.node.kind === "scalar" ? field.node.source : "";
  const limited = /^on-failure:(\d{1,3})$/.exec(text);
  if (limited !== null) return { policy: "on-failure", maximumRetries: Number(limited[1]) };
  if (text === "unless-stopped")
    return reader.refuse(
      field,
      "`unless-stopped` differs from `always` only when the engine restarts, which instances do not notice.",
      "Write `always`.",
    );
  if (field.node.kind === "scalar" && field.node.value === false)
    return reader.refuse(field, "`restart` must be a text.", 'Write `"no"` in quotes.');
  const policy = reader.oneOf(field, "`restart`", ["no", "on-failure", "always"]);
  return policy === null ? null : { policy, maximumRetries: null };
}

/** Folders in memory: `/data:size=16m`, one or a list. */
export function readTmpfs(reader: FieldReader, field: Field): Tmpfs[] {
  const items = field.node.kind === "scalar" ? [field] : (reader.items(field, "`tmpfs`") ?? []);
  const mounts = items.map((item) => readMount(reader, item)).filter((mount) => mount !== null);
  const total = mounts.reduce((sum, mount) => sum + mount.bytes, 0);
  if (total > TMPFS_MAXIMUM)
    reader.refuse(
      field,
      "All `tmpfs` folders of a service together may have 128 MB; they count as its memory.",
      "Make them smaller.",
    );
  if (new Set(mounts.map((mount) => mount.path)).size < mounts.length)
    reader.refuse(field, "The same folder is mounted twice.", "Keep one of them.");
  return mounts;
}

function readMount(reader: FieldReader, field: Field): Tmpfs | null {
  const text = reader.text(field, "A `tmpfs` entry", 200);
  if (text === null) return null;
  const [path = "", options] = splitOnce(text, ":");
  const size = /^size=(\w+)$/.exec(options ?? "");
  const bytes = size === null ? null : parseBytes(size[1] ?? "");
  if (bytes === null)
    return reader.refuse(
      field,
      "A `tmpfs` entry needs a size and no other option: it must not take unlimited memory.",
      `Write \`${path}:size=16m\`.`,
    );
  if (bytes < 4096 || bytes > TMPFS_MAXIMUM)
    return reader.refuse(field, "A `tmpfs` folder may have 4 KB to 128 MB.", `Write \`${path}:size=16m\`.`);
  if (!isScratchFolder(path))
    return reader.refuse(
      field,
      `\`${path}\` cannot be a \`tmpfs\` folder: it would hide files of the image or the server.`,
      `Use a folder at or below one of: ${TMPFS_ROOTS.join(", ")}. /tmp is writable already.`,
    );
  return { path, bytes };
}

function isScratchFolder(path: string): boolean {
  if (!/^(\/[A-Za-z0-9_][A-Za-z0-9._-]*)+$/.test(path)) return false;
  return TMPFS_ROOTS.some((root) => path === root || path.startsWith(`${root}/`));
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
