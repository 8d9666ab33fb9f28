import type { ArtifactPlan, Tmpfs, VolumeMount, VolumePlan } from "#shared/experiment/experiment";
import type { FieldReader } from "#shared/experiment/fields";
import { checkPlacement, isHostPath } from "#shared/experiment/placement";
import { parseBytes } from "#shared/experiment/quantities";
import type { Refusal } from "#shared/experiment/refused-keys";
import { mountKeys, tmpfsMountKeys } from "#shared/experiment/schema/mount-keys";
import type { Field } from "#shared/experiment/yaml-tree";

/** Scratch space counts as memory, so it is small. */
const TMPFS_MAXIMUM = 128 * 1024 * 1024;

/** Folders that hold nothing of the image or the server, so that what is mounted on them hides nothing. */
const SCRATCH_ROOTS = ["/data", "/srv", "/mnt", "/opt", "/var/lib", "/var/cache", "/var/log"];

/** What a service writes to: folders in memory and named volumes. */
export interface Mounts {
  readonly tmpfs: readonly Tmpfs[];
  readonly volumes: readonly VolumeMount[];
}

/** What a service's mounts may refer to. */
interface MountContext {
  readonly reader: FieldReader;
  readonly artifact: ArtifactPlan | null;
  readonly plans: readonly VolumePlan[];
}

/** `tmpfs` and `volumes` of a service together: no folder twice, none inside another. */
export function readMounts(
  context: MountContext,
  tmpfsField: Field | undefined,
  volumesField: Field | undefined,
): Mounts {
  const { reader } = context;
  const found: Found[] = [];
  const tmpfsItems = tmpfsField === undefined ? [] : listOrOne(reader, tmpfsField);
  for (const item of tmpfsItems) add(found, item, readTmpfsText(reader, item));
  const volumeItems = volumesField === undefined ? [] : (reader.items(volumesField, "`volumes`") ?? []);
  for (const item of volumeItems) add(found, item, readVolume(context, item));
  checkTogether(reader, found);
  const mounts = found.map(({ mount }) => mount);
  return { tmpfs: mounts.filter((mount) => "bytes" in mount), volumes: mounts.filter((mount) => "volume" in mount) };
}

interface Found {
  readonly at: Field;
  readonly mount: Tmpfs | VolumeMount;
}

function add(found: Found[], at: Field, mount: Tmpfs | VolumeMount | null): void {
  if (mount !== null) found.push({ at, mount });
}

function listOrOne(reader: FieldReader, field: Field): Field[] {
  return field.node.kind === "scalar" ? [field] : (reader.items(field, "`tmpfs`") ?? []);
}

function checkTogether(reader: FieldReader, found: readonly Found[]): void {
  found.forEach(({ at, mount }, index) => {
    const earlier = found.slice(0, index).find((other) => overlap(other.mount.path, mount.path));
    if (earlier?.mount.path === mount.path) reader.refuse(at, "The same folder is mounted twice.", "Keep one of them.");
    else if (earlier !== undefined)
      reader.refuse(
        at,
        `\`${mount.path}\` and \`${earlier.mount.path}\` lie inside each other.`,
        "Choose folders beside each other.",
      );
  });
  let total = 0;
  for (const { at, mount } of found) {
    if (!("bytes" in mount)) continue;
    const before = total;
    total += mount.bytes;
    if (before <= TMPFS_MAXIMUM && total > TMPFS_MAXIMUM)
      reader.refuse(
        at,
        "All `tmpfs` folders of a service together may have 128 MB; they count as its memory.",
        "Make them smaller.",
      );
  }
}

function overlap(a: string, b: string): boolean {
  return a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`);
}

function readTmpfsText(reader: FieldReader, field: Field): Tmpfs | null {
  const text = reader.text(field, "A `tmpfs` entry", 200);
  if (text === null) return null;
  const at = text.indexOf(":");
  const path = at < 0 ? text : text.slice(0, at);
  const size = /^size=(\w+)$/.exec(at < 0 ? "" : text.slice(at + 1));
  const bytes = size === null ? null : parseBytes(size[1] ?? "");
  if (bytes === null)
    return reader.refuse(
      field,
      "A `tmpfs` entry needs a size and no other option: it must not take unlimited memory.",
      `Write \`${path}:size=16m\`.`,
    );
  return checkTmpfs(reader, field, path, bytes);
}

function checkTmpfs(reader: FieldReader, field: Field, path: string, bytes: number): Tmpfs | null {
  if (bytes < 4096 || bytes > TMPFS_MAXIMUM)
    return reader.refuse(field, "A `tmpfs` folder may have 4 KB to 128 MB.", `Write \`${path}:size=16m\`.`);
  return isScratchFolder(path) ? { path, bytes } : refuseFolder(reader, field, path, "a `tmpfs` folder");
}

function refuseFolder(reader: FieldReader, field: Field, path: string, what: string): null {
  return reader.refuse(
    field,
    `\`${path}\` cannot be ${what}: it would hide files of the image or the server.`,
    `Use a folder at or below one of: ${SCRATCH_ROOTS.join(", ")}. /tmp is writable already.`,
  );
}

function isScratchFolder(path: string): boolean {
  if (!/^(\/[A-Za-z0-9_][A-Za-z0-9._-]*)+$/.test(path)) return false;
  return SCRATCH_ROOTS.some((root) => path === root || path.startsWith(`${root}/`));
}

function readVolume(context: MountContext, field: Field): Tmpfs | VolumeMount | null {
  const { reader, artifact } = context;
  if (field.node.kind === "map") return readLongVolume(context, field);
  const text = reader.text(field, "A volume", 500);
  if (text === null) return null;
  const [source = "", path, mode, ...more] = text.split(":");
  if (path === undefined || isHostPath(source)) {
    checkPlacement(reader, field, text, artifact);
    return null;
  }
  const isMode = mode === undefined || mode === "ro" || mode === "rw";
  if (!isMode || more.length > 0)
    return reader.refuse(
      field,
      `A volume is written as name, folder and perhaps \`ro\`, but \`${text}\` says more.`,
      `Write \`${source}:${path}\` or \`${source}:${path}:ro\`.`,
    );
  return checkVolume(context, field, source, path, mode === "ro");
}

function readLongVolume(context: MountContext, field: Field): Tmpfs | VolumeMount | null {
  const { reader } = context;
  const fields = reader.map(field, Object.keys(mountKeys), {
    bind: ofTheHost("bind"),
    image: ofTheHost("image"),
    consistency: ofTheHost("consistency"),
    volume: { sentence: "`volume` would copy from the image or mount a part.", instead: "Delete the line." },
  });
  if (fields === null) return null;
  const bytes = readTmpfsSize(reader, fields.get("tmpfs"));
  const type = needed(reader, field, fields, "type", "Write `type: volume` or `type: tmpfs`.");
  const target = needed(reader, field, fields, "target", "Write `target: /data`.");
  const kind = type && reader.oneOf(type, "`type`", ["volume", "tmpfs"]);
  const path = target && reader.text(target, "`target`", 200);
  if (kind === null || path === null) return null;
  if (kind === "tmpfs") {
    if (bytes === undefined) return reader.missing(field, "tmpfs", "Write `tmpfs: { size: 16m }`.");
    return bytes === null ? null : checkTmpfs(reader, field, path, bytes);
  }
  const source = needed(reader, field, fields, "source", "Write `source:` with a volume's name.");
  const name = source && reader.text(source, "`source`", 100);
  const readOnly = fields.get("read_only");
  if (source === null || name === null) return null;
  return checkVolume(context, source, name, path, readOnly !== undefined && reader.flag(readOnly) === true);
}

function needed(
  reader: FieldReader,
  parent: Field,
  fields: ReadonlyMap<string, Field>,
  key: string,
  instead: string,
): Field | null {
  return fields.get(key) ?? reader.missing(parent, key, instead);
}

function ofTheHost(key: string) {
  return { sentence: `\`${key}\` is about folders of the host or of images.`, instead: "Delete the line." };
}

const refusedTmpfsKeys: Readonly<Record<string, Refusal>> = {
  mode: { sentence: "Every folder in memory belongs to the student, and to nobody else.", instead: "Delete the line." },
};

/** Bytes of a folder in memory; undefined when nothing is said, null after a problem. */
function readTmpfsSize(reader: FieldReader, field: Field | undefined): number | null | undefined {
  const size = field && reader.map(field, Object.keys(tmpfsMountKeys), refusedTmpfsKeys)?.get("size");
  if (size === undefined || size === null) return undefined;
  const bytes = size.node.kind === "scalar" ? parseBytes(size.node.source) : null;
  return bytes ?? reader.refuse(size, "`size` is not a number of bytes.", "Write it like `16m`.");
}

function checkVolume(
  { reader, plans }: MountContext,
  field: Field,
  name: string,
  path: string,
  readOnly: boolean,
): VolumeMount | null {
  if (!plans.some((plan) => plan.name === name)) {
    const names = plans.map((plan) => plan.name).join(", ");
    const known = names === "" ? "" : ` The volumes are: ${names}.`;
    return reader.refuse(
      field,
      `The file declares no volume \`${name}\`.`,
      `Write \`volumes: { ${name}: {} }\` at the end of the file.${known}`,
    );
  }
  return isScratchFolder(path)
    ? { volume: name, path, readOnly }
    : refuseFolder(reader, field, path, "a volume's folder");
}
