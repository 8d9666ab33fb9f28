import { readDependencies, type WrittenDependency } from "#shared/experiment/dependencies";
import { readEnvironment } from "#shared/experiment/environment";
import {
  type ArtifactPlan,
  type LaunchField,
  type LaunchForm,
  type Service,
  stopSignals,
} from "#shared/experiment/experiment";
import { type Entry, type FieldReader, nearest } from "#shared/experiment/fields";
import type { ArtifactInfo } from "#shared/experiment/final-command";
import { readHealthcheck, readSeconds } from "#shared/experiment/healthcheck";
import {
  checkEditable,
  checkSameCommand,
  readCommand,
  readEditable,
  readLaunch,
} from "#shared/experiment/launch-reader";
import { checkPlacement } from "#shared/experiment/placement";
import { readPorts, readShow } from "#shared/experiment/ports";
import { refusedServiceKeys } from "#shared/experiment/refused-keys";
import { readLimits, readRestart, readTmpfs } from "#shared/experiment/resources";
import { ownKeys } from "#shared/experiment/schema/own-keys";
import { serviceKeys } from "#shared/experiment/schema/service-keys";
import { basename } from "#shared/experiment/workspace-path";
import type { Field } from "#shared/experiment/yaml-tree";

/** What a service may refer to. */
export interface ServiceContext {
  readonly reader: FieldReader;
  readonly images: readonly string[];
  readonly artifacts: readonly ArtifactPlan[];
}

/** A service whose dependencies are not checked against the others yet. */
export interface ServiceDraft extends Omit<Service, "dependsOn"> {
  readonly dependencies: readonly WrittenDependency[];
  /** Where the host name is written, or the service's name when it is not. */
  readonly hostnameAt: Field;
}

/** Seconds between asking a program to end and ending it; ten is Compose's own, a minute is longer than any lab waits. */
const STOP_GRACE = { fallback: 10, minimum: 1, maximum: 60 };

/** The home folder of the images' user, which is also where plain Compose starts a program. */
const defaultWorkingDir = "/home/student";

/** Names that mean something else to every program or to the server. */
const RESERVED_NAMES = ["localhost", "toolchain"];

/** Reads one service; null when nothing useful is left of it. Everything wrong is reported. */
export function readService(entry: Entry, context: ServiceContext): ServiceDraft | null {
  const { reader } = context;
  checkName(reader, entry.name, entry.key, "The service name");
  const fields = reader.map(entry.value, Object.keys(serviceKeys), refusedServiceKeys);
  if (fields === null) return null;
  const own = readOwn(entry.value, fields, context);
  checkFixed(reader, fields);
  const hostname = fields.get("hostname");
  const volumes = fields.get("volumes");
  if (volumes !== undefined) checkPlacement(reader, volumes, own.artifact);
  const ports = readPorts(reader, fields.get("expose"), fields.get("ports"));
  const show = own.fields.get("show");
  return {
    name: entry.name,
    description: optional(own.fields, "description", (field) => reader.text(field, "`description`", 500)) ?? "",
    image: readImage(entry.value, fields, context),
    hostname: (hostname && readHostname(reader, hostname)) ?? entry.name,
    hostnameAt: hostname ?? entry.key,
    environment: optional(fields, "environment", (field) => readEnvironment(reader, field)) ?? {},
    ports,
    show: show === undefined ? [] : readShow(reader, show, ports),
    dependencies: optional(fields, "depends_on", (field) => readDependencies(reader, field)) ?? [],
    healthcheck: optional(fields, "healthcheck", (field) => readHealthcheck(reader, field)) ?? null,
    workingDir: optional(fields, "working_dir", (field) => readWorkingDir(reader, field)) ?? defaultWorkingDir,
    stdinOpen: optional(fields, "stdin_open", reader.flag) ?? false,
    tty: optional(fields, "tty", reader.flag) ?? false,
    stopSignal: optional(fields, "stop_signal", (field) => readStopSignal(reader, field)) ?? "SIGTERM",
    stopGraceSeconds:
      optional(fields, "stop_grace_period", (field) => readSeconds(reader, field, STOP_GRACE)) ?? STOP_GRACE.fallback,
    restart: optional(fields, "restart", (field) => readRestart(reader, field)) ?? {
      policy: "no",
      maximumRetries: null,
    },
    limits: readLimits(reader, fields),
    tmpfs: optional(fields, "tmpfs", (field) => readTmpfs(reader, field)) ?? [],
    artifact: own.artifact?.name ?? null,
    launch: own.launch,
    editable: own.editable,
    locked: own.locked,
    autostart: optional(own.fields, "autostart", reader.flag) ?? own.locked,
  };
}

function optional<T>(fields: ReadonlyMap<string, Field>, key: string, read: (field: Field) => T): T | undefined {
  const field = fields.get(key);
  return field === undefined ? undefined : read(field);
}

/** What `x-varlab` says about a service, with the launch form taken from the Compose command where it has none. */
function readOwn(service: Field, fields: ReadonlyMap<string, Field>, { reader, artifacts }: ServiceContext) {
  const field = fields.get("x-varlab");
  const own = (field && reader.map(field, Object.keys(ownKeys))) ?? new Map<string, Field>();
  const editable: LaunchField[] = optional(own, "editable", (found) => readEditable(reader, found)) ?? [];
  const artifact = optional(own, "artifact", (found) => readArtifact(reader, found, artifacts)) ?? null;
  const locked = optional(own, "locked", reader.flag) ?? false;
  const launch = readLaunchForm(reader, service, fields, own.get("launch"), editable, artifact);
  const editableField = own.get("editable");
  if (editableField !== undefined && launch !== null) checkEditable(reader, editableField, editable, launch);
  if (locked) checkLocked(reader, own, editable);
  return { fields: own, editable, artifact, locked, launch: launch ?? NOTHING };
}

/** Stands in for a launch form with problems, so that the rest of the file is still read. */
const NOTHING: LaunchForm = { kind: "command", command: [] };

function readLaunchForm(
  reader: FieldReader,
  service: Field,
  fields: ReadonlyMap<string, Field>,
  launchField: Field | undefined,
  editable: readonly LaunchField[],
  artifact: ArtifactPlan | null,
): LaunchForm | null {
  const entrypoint = optional(fields, "entrypoint", (field) => readCommand(reader, field));
  const command = optional(fields, "command", (field) => readCommand(reader, field));
  const launch = launchField === undefined ? undefined : readLaunch(reader, launchField, editable);
  if (entrypoint === null || command === null || launch === null) return null;
  const written = fields.get("command") ?? fields.get("entrypoint");
  if (written === undefined)
    return (
      launch ??
      reader.missing(
        service,
        "command",
        "Write `command: [program, argument]`, or `x-varlab: { launch: { mainClass: package.Class } }`.",
      )
    );
  const composed = [...(entrypoint ?? []), ...(command ?? [])];
  if (launch === undefined) return { kind: "command", command: composed };
  checkSameCommand(reader, written, composed, launch, plannedArtifact(artifact));
  return launch;
}

function plannedArtifact(artifact: ArtifactPlan | null): ArtifactInfo | null {
  if (artifact === null) return null;
  const fileName = basename(artifact.path);
  return fileName.includes(".") ? { kind: "file", fileName } : { kind: "folder" };
}

function readArtifact(reader: FieldReader, field: Field, artifacts: readonly ArtifactPlan[]): ArtifactPlan | null {
  const name = reader.text(field, "`artifact`", 63);
  if (name === null) return null;
  const names = artifacts.map((artifact) => artifact.name);
  const known = names.length === 0 ? "The build makes no artifact." : `The build makes: ${names.join(", ")}.`;
  return (
    artifacts.find((artifact) => artifact.name === name) ??
    reader.refuse(field, `There is no artifact \`${name}\`.`, known)
  );
}

function checkLocked(reader: FieldReader, own: ReadonlyMap<string, Field>, editable: readonly LaunchField[]): void {
  const editableField = own.get("editable");
  const artifact = own.get("artifact");
  if (editableField !== undefined && editable.length > 0)
    reader.refuse(
      editableField,
      "A locked instance is the lecturer's: students cannot change how it is launched.",
      "Delete `editable` or `locked`.",
    );
  if (artifact !== undefined)
    reader.refuse(
      artifact,
      "A locked instance is the lecturer's: what a student builds is not deployed there.",
      "Delete `artifact` or `locked`.",
    );
}

function readImage(service: Field, fields: ReadonlyMap<string, Field>, { reader, images }: ServiceContext): string {
  const field = fields.get("image");
  if (field === undefined)
    return reader.missing(service, "image", `Write \`image:\` with one of: ${images.join(", ")}.`) ?? "";
  const name = reader.text(field, "`image`", 200);
  if (name === null || images.includes(name)) return name ?? "";
  const near = nearest(name, images);
  const hint = near === null ? "" : `Did you mean \`${near}\`? `;
  reader.refuse(
    field,
    `The image \`${name}\` is not one of this installation's.`,
    `${hint}Possible: ${images.join(", ")}.`,
  );
  return name;
}

function readHostname(reader: FieldReader, field: Field): string | null {
  const name = reader.text(field, "`hostname`", 63);
  return name !== null && checkName(reader, name, field, "The host name") ? name : null;
}

/** Reports a name that cannot be a host name (RFC 1123 label, lower case) or means something else. */
function checkName(reader: FieldReader, name: string, at: Field, what: string): boolean {
  if (!/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name)) {
    reader.refuse(
      at,
      `${what} \`${name}\` cannot be a host name.`,
      "Use 1 to 63 lower-case letters, digits and inner hyphens, such as `server-1`.",
    );
    return false;
  }
  const meaning = /^\d+$/.test(name) ? "would be read as an address" : "has a meaning of its own";
  if (!/^\d+$/.test(name) && !RESERVED_NAMES.includes(name)) return true;
  reader.refuse(at, `${what} \`${name}\` ${meaning}.`, "Choose another name.");
  return false;
}

function readWorkingDir(reader: FieldReader, field: Field): string | null {
  const path = reader.text(field, "`working_dir`", 200);
  if (path === null || (/^\/[^\0]*$/.test(path) && !path.split("/").includes(".."))) return path;
  return reader.refuse(field, "`working_dir` must be an absolute path.", "Write it from the root, such as `/app`.");
}

function readStopSignal(reader: FieldReader, field: Field): string | null {
  const text = field.node.kind === "scalar" ? field.node.source.toUpperCase() : "";
  const signal = stopSignals.find((name) => name === text || name === `SIG${text}`);
  return (
    signal ??
    reader.refuse(
      field,
      "`stop_signal` must be a signal that ends a program.",
      `Write one of: ${stopSignals.join(", ")}.`,
    )
  );
}

/** Reports `init` and `read_only` where they ask for what no instance has. */
function checkFixed(reader: FieldReader, fields: ReadonlyMap<string, Field>): void {
  for (const key of ["init", "read_only"]) {
    const field = fields.get(key);
    if (field === undefined || reader.flag(field) !== false) continue;
    const why =
      key === "init"
        ? "Every instance has an init that reaps ended processes"
        : "The root file system of every instance is read-only";
    reader.refuse(
      field,
      `${why}; this cannot be turned off.`,
      key === "init" ? "Delete the line." : "Delete the line; /tmp and `tmpfs` folders are writable.",
    );
  }
}
