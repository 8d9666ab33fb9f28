import { type BuildContext, readBuild } from "#shared/experiment/build-reader";
import { readDependencies, type WrittenDependency } from "#shared/experiment/dependencies";
import { gatherLimits, readDeploy, readReplicas } from "#shared/experiment/deploy";
import { readEnvironment } from "#shared/experiment/environment";
import {
  type ArtifactPlan,
  type BuildSource,
  type Service,
  stopSignals,
  type VolumePlan,
} from "#shared/experiment/experiment";
import { readExtraHosts, type WrittenHost } from "#shared/experiment/extra-hosts";
import { type Entry, type FieldReader, nearest, optional } from "#shared/experiment/fields";
import { readHealthcheck, readSeconds } from "#shared/experiment/healthcheck";
import { readCommand } from "#shared/experiment/launch-reader";
import { readMounts } from "#shared/experiment/mounts";
import { readAttachments } from "#shared/experiment/networks";
import { readOwn } from "#shared/experiment/own-reader";
import { readPorts, readShow } from "#shared/experiment/ports";
import { refusedServiceKeys } from "#shared/experiment/refused-keys";
import { readLimits } from "#shared/experiment/resources";
import { readRestartRule } from "#shared/experiment/restart";
import { serviceKeys } from "#shared/experiment/schema/service-keys";
import type { Field } from "#shared/experiment/yaml-tree";

/** What a service may refer to. */
export interface ServiceContext {
  readonly reader: FieldReader;
  readonly images: readonly string[];
  readonly artifacts: readonly ArtifactPlan[];
  readonly networks: readonly string[];
  readonly volumes: readonly VolumePlan[];
  readonly builds: BuildContext;
  /** Whether a student wrote the file: what belongs to the lecturer is refused, and published ports are shown. */
  readonly isStudents: boolean;
}

/** A service as it is written: nothing in it is checked against the others yet. */
export interface ServiceDraft extends Omit<Service, "dependsOn" | "family" | "extraHosts"> {
  readonly replicas: number;
  readonly dependencies: readonly WrittenDependency[];
  readonly hosts: readonly WrittenHost[];
  readonly nameAt: Field;
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
  const build = readSource(fields, context);
  const own = readOwn(context, entry.value, fields, build !== undefined);
  checkFixed(reader, fields);
  const hostname = fields.get("hostname");
  const deploy = readDeploy(reader, fields.get("deploy"));
  const mountContext = { reader, artifact: own.artifact, plans: context.volumes };
  const mounts = readMounts(mountContext, fields.get("tmpfs"), fields.get("volumes"));
  checkAutostart(reader, fields, own.fields);
  const ports = readPorts(reader, fields.get("expose"), fields.get("ports"));
  const show = own.fields.get("show");
  const workingDir = optional(fields, "working_dir", (field) => readWorkingDir(reader, field)) ?? null;
  const stopSignal = optional(fields, "stop_signal", (field) => readStopSignal(reader, field)) ?? null;
  // A Compose file of a student knows no `show`: what it publishes is meant for browsers.
  const published = context.builds.folder !== "starter" ? readPorts(reader, undefined, fields.get("ports")) : [];
  return {
    name: entry.name,
    description: optional(own.fields, "description", (field) => reader.text(field, "`description`", 500)) ?? "",
    image: build === undefined ? readImage(entry.value, fields, context) : "",
    build: build ? { ...build, workingDir, stopSignal } : null,
    hostname: (hostname && readHostname(reader, hostname)) ?? entry.name,
    hostnameAt: hostname ?? entry.key,
    nameAt: entry.key,
    replicas: readReplicas(reader, deploy.get("replicas"), fields.get("scale")),
    environment: optional(fields, "environment", (field) => readEnvironment(reader, field)) ?? {},
    ports,
    show:
      show === undefined ? published.map((port) => ({ port, title: `Port ${port}` })) : readShow(reader, show, ports),
    dependencies: optional(fields, "depends_on", (field) => readDependencies(reader, field)) ?? [],
    healthcheck: optional(fields, "healthcheck", (field) => readHealthcheck(reader, field)) ?? null,
    workingDir: workingDir ?? defaultWorkingDir,
    stdinOpen: optional(fields, "stdin_open", reader.flag) ?? false,
    tty: optional(fields, "tty", reader.flag) ?? false,
    stopSignal: stopSignal ?? "SIGTERM",
    stopGraceSeconds:
      optional(fields, "stop_grace_period", (field) => readSeconds(reader, field, STOP_GRACE)) ?? STOP_GRACE.fallback,
    restart: readRestartRule(reader, fields.get("restart"), deploy.get("restart_policy")),
    limits: readLimits(reader, gatherLimits(reader, fields, deploy.get("resources"))),
    tmpfs: mounts.tmpfs,
    volumes: mounts.volumes,
    networks: readAttachments(reader, fields.get("networks"), context.networks),
    hosts: optional(fields, "extra_hosts", (field) => readExtraHosts(reader, field)) ?? [],
    profiles: optional(fields, "profiles", (field) => readProfiles(reader, field)) ?? [],
    artifact: own.artifact?.name ?? null,
    launch: own.launch,
    editable: own.editable,
    locked: own.locked,
    autostart: optional(own.fields, "autostart", reader.flag) ?? (own.locked && !fields.has("profiles")),
  };
}

/** Where the image comes from when it is built; undefined when the service names one, null after a problem. */
function readSource(
  fields: ReadonlyMap<string, Field>,
  { reader, builds }: ServiceContext,
): Omit<BuildSource, "workingDir" | "stopSignal"> | null | undefined {
  const field = fields.get("build");
  if (field === undefined) return undefined;
  const image = fields.get("image");
  if (image !== undefined)
    reader.refuse(image, "A service has `image` or `build`: it cannot be both.", "Delete one of them.");
  const written = readBuild(builds, field);
  if (written === null) return null;
  const words = (key: string) => optional(fields, key, (found) => readCommand(reader, found)) ?? null;
  return {
    ...written,
    entrypoint: words("entrypoint"),
    command: words("command"),
  };
}

function readImage(
  service: Field,
  fields: ReadonlyMap<string, Field>,
  { reader, images, builds }: ServiceContext,
): string {
  const field = fields.get("image");
  if (field === undefined)
    return (
      reader.missing(
        service,
        "image",
        `Write \`image:\` with one of: ${images.join(", ")}${builds.mayBuild ? "; or `build:` with the folder of a Dockerfile" : ""}.`,
      ) ?? ""
    );
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

/** Reports a service that would start with the workspace though its profile says that it does not. */
function checkAutostart(
  reader: FieldReader,
  fields: ReadonlyMap<string, Field>,
  own: ReadonlyMap<string, Field>,
): void {
  const profiles = fields.get("profiles");
  const autostart = own.get("autostart");
  if (profiles === undefined || autostart?.node.kind !== "scalar" || autostart.node.value !== true) return;
  reader.refuse(
    autostart,
    "A service with profiles is started by hand, but this one starts by itself.",
    "Keep one of them.",
  );
}

function readProfiles(reader: FieldReader, field: Field): string[] {
  const items = reader.items(field, "`profiles`") ?? [];
  const names = items.map((item) => {
    const name = reader.text(item, "A profile", 40);
    if (name === null || /^[A-Za-z0-9][A-Za-z0-9_.-]*$/.test(name)) return name;
    return reader.refuse(item, `\`${name}\` cannot be a profile.`, "Use letters, digits, `-`, `_` and `.`.");
  });
  return [...new Set(names.filter((name) => name !== null))];
}

/** How the one user of every image may be written. */
const STUDENT = ["student", "10001", "10001:10001", "student:student", "10001:student", "student:10001"];

/** Reports `user`, `init` and `read_only` where they ask for what no instance has. */
function checkFixed(reader: FieldReader, fields: ReadonlyMap<string, Field>): void {
  const user = fields.get("user");
  if (user !== undefined && !(user.node.kind === "scalar" && STUDENT.includes(user.node.source)))
    reader.refuse(
      user,
      "Every instance runs as `student` (10001), because another user, above all root, would weaken the wall to the host.",
      "Write `user: student`, or delete the line.",
    );
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
