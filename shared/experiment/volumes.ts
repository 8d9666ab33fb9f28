import type { VolumePlan } from "#shared/experiment/experiment";
import { type Entry, type FieldReader, isNothing, lastPart } from "#shared/experiment/fields";
import { parseBytes } from "#shared/experiment/quantities";
import { volumeKeys, volumeOwnKeys } from "#shared/experiment/schema/mount-keys";
import type { Field } from "#shared/experiment/yaml-tree";

const MEGABYTE = 1024 * 1024;

/** An ext4 of 16 MB holds 10 MB; all volumes of a workspace together are as much as two of its disks. */
const SIZE = { fallback: 64 * MEGABYTE, minimum: 16 * MEGABYTE, maximum: 512 * MEGABYTE, together: 1024 * MEGABYTE };

/** Each is a disk of its own in each workspace; more than a handful is no experiment for one afternoon. */
const MAXIMUM_VOLUMES = 8;

/** `volumes` of the file; everything wrong is reported. */
export function readVolumes(reader: FieldReader, field: Field): VolumePlan[] {
  const entries = reader.entries(field, "`volumes`") ?? [];
  if (entries.length > MAXIMUM_VOLUMES)
    reader.refuse(field, `An experiment may have ${MAXIMUM_VOLUMES} volumes.`, "Let services share them.");
  const plans = entries.map((entry) => readVolume(reader, entry)).filter((plan) => plan !== null);
  if (plans.reduce((sum, { bytes }) => sum + bytes, 0) > SIZE.together)
    reader.refuse(field, "All volumes together may have 1 GB in each workspace.", "Make them smaller.");
  return plans;
}

function readVolume(reader: FieldReader, { name, key, value }: Entry): VolumePlan | null {
  if (!/^[a-z0-9][a-z0-9_.-]{0,39}$/.test(name))
    return reader.refuse(
      key,
      `\`${name}\` cannot be the name of a volume.`,
      "Use 1 to 40 lower-case letters, digits, `-`, `_` and `.`.",
    );
  if (isNothing(value)) return { name, bytes: SIZE.fallback };
  const fields = reader.map(value, Object.keys(volumeKeys), {
    driver_opts: { sentence: "`driver_opts` can mount any folder of the host.", instead: "Delete it." },
    external: { sentence: "An external volume belongs to nobody's workspace.", instead: "Delete the line." },
    name: { sentence: "A name of its own would be the same in every workspace.", instead: "Delete the line." },
    labels: { sentence: "Labels are how the server finds what it made.", instead: "Delete the line." },
  });
  const driver = fields?.get("driver");
  if (driver !== undefined) reader.oneOf(driver, "`driver`", ["local"]);
  const own = fields?.get("x-varlab");
  const size = own === undefined ? undefined : reader.map(own, Object.keys(volumeOwnKeys))?.get("size");
  return { name, bytes: (size && readSize(reader, size)) ?? SIZE.fallback };
}

function readSize(reader: FieldReader, field: Field): number | null {
  const bytes = field.node.kind === "scalar" ? parseBytes(field.node.source) : null;
  if (bytes !== null && bytes >= SIZE.minimum && bytes <= SIZE.maximum) return bytes;
  return reader.refuse(field, `\`${lastPart(field.path)}\` must be from 16m to 512m.`, "Write it like `64m`.");
}
