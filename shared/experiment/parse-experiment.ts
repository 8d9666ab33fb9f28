import { type CoursePart, readCoursePart } from "#shared/experiment/course-part";
import { checkDependencies } from "#shared/experiment/dependencies";
import { type Experiment, type Service, serviceImages } from "#shared/experiment/experiment";
import { createFieldReader, type FieldReader } from "#shared/experiment/fields";
import { fileKeys } from "#shared/experiment/json-schema";
import { createProblemReport, type Problem } from "#shared/experiment/problem";
import { refusedTopKeys } from "#shared/experiment/refused-keys";
import { readService, type ServiceDraft } from "#shared/experiment/service-reader";
import { readYaml } from "#shared/experiment/yaml-reader";
import type { Field } from "#shared/experiment/yaml-tree";

/** What may differ between installations. */
export interface ParseOptions {
  /** The images a service may name. */
  readonly images?: readonly string[];
}

/** An experiment, or everything that keeps the text from being one, in the order of the text. */
export type ParsedExperiment =
  | { readonly ok: true; readonly experiment: Experiment }
  | { readonly ok: false; readonly problems: Problem[] };

/** A /28 network has 13 addresses beside its own, its broadcast's and the gateway's; the toolchain takes one. */
const MAXIMUM_SERVICES = 12;

/** Reads the text of a `compose.yaml`; an allow-list: what it does not know is a problem, never ignored. Never throws. */
export function parseExperiment(composeText: string, options: ParseOptions = {}): ParsedExperiment {
  const report = createProblemReport();
  const reader = createFieldReader(report);
  const root = readYaml(composeText, report);
  const experiment = root === null ? null : readExperiment(reader, root, options.images ?? serviceImages);
  if (experiment === null || report.count > 0) return { ok: false, problems: report.list() };
  return { ok: true, experiment };
}

function readExperiment(reader: FieldReader, root: Field, images: readonly string[]): Experiment | null {
  const fields = reader.map(root, Object.keys(fileKeys), refusedTopKeys);
  if (fields === null) return null;
  const nameField = fields.get("name");
  const name = nameField === undefined ? null : readProjectName(reader, nameField);
  const courseField = fields.get("x-varlab");
  if (courseField === undefined) reader.missing(root, "x-varlab", "Write `x-varlab:` with title, toolchain and build.");
  const course = courseField === undefined ? EMPTY : readCoursePart(reader, courseField);
  const servicesField = fields.get("services");
  if (servicesField === undefined)
    return reader.missing(root, "services", "Write `services:` with one entry for each instance.");
  const drafts = readServices(reader, servicesField, course, images);
  return { name, ...course, services: drafts.map(finish) };
}

const EMPTY: CoursePart = {
  title: "",
  summary: "",
  toolchain: "java",
  build: { command: "", timeoutSeconds: 0, artifacts: [] },
  open: [],
};

function readProjectName(reader: FieldReader, field: Field): string | null {
  const name = reader.text(field, "`name`", 63);
  if (name === null || /^[a-z0-9][a-z0-9_-]*$/.test(name)) return name;
  return reader.refuse(
    field,
    `\`${name}\` cannot be a Compose project name.`,
    "Use lower-case letters, digits, `-` and `_`.",
  );
}

function readServices(
  reader: FieldReader,
  field: Field,
  course: CoursePart,
  images: readonly string[],
): ServiceDraft[] {
  const entries = reader.entries(field, "`services`") ?? [];
  if (entries.length === 0 && field.node.kind === "map")
    reader.refuse(field, "There is no service.", "Write one entry for each instance.");
  if (entries.length > MAXIMUM_SERVICES) {
    const sentence = `There are ${entries.length} services, but a workspace's network has room for ${MAXIMUM_SERVICES}.`;
    reader.refuse(field, sentence, "Take some out.");
  }
  const context = { reader, images, artifacts: course.build.artifacts };
  const drafts = entries.map((entry) => readService(entry, context)).filter((draft) => draft !== null);
  if (drafts.length === entries.length) checkDependencies(reader, drafts);
  checkHostnames(reader, drafts);
  return drafts;
}

function checkHostnames(reader: FieldReader, drafts: readonly ServiceDraft[]): void {
  const owners = new Map(drafts.map((draft) => [draft.name, draft.name]));
  for (const { name, hostname, hostnameAt } of drafts) {
    const owner = owners.get(hostname);
    if (owner !== undefined && owner !== name) {
      reader.refuse(
        hostnameAt,
        `The host name \`${hostname}\` belongs to the service \`${owner}\`.`,
        "Choose another name.",
      );
    }
    owners.set(hostname, owner ?? name);
  }
}

function finish({ dependencies, hostnameAt: _, ...service }: ServiceDraft): Service {
  return { ...service, dependsOn: dependencies.map(({ service: name, condition }) => ({ service: name, condition })) };
}
