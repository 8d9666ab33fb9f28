import { type Document, LineCounter } from "yaml";
import { type CoursePart, readCoursePart } from "#shared/experiment/course-part";
import { type Experiment, type ImagesPlan, type Service, serviceImages } from "#shared/experiment/experiment";
import { createFieldReader, type FieldReader, nearest } from "#shared/experiment/fields";
import { toInstances } from "#shared/experiment/instances";
import { fileKeys, sharedPart } from "#shared/experiment/json-schema";
import { readNetworks } from "#shared/experiment/networks";
import { createProblemReport, type Problem, type ProblemReport } from "#shared/experiment/problem";
import { type Refusal, refusedTopKeys } from "#shared/experiment/refused-keys";
import { readService, type ServiceContext } from "#shared/experiment/service-reader";
import { readVolumes } from "#shared/experiment/volumes";
import { parseYaml, readTree } from "#shared/experiment/yaml-reader";
import type { Field, YamlEntry } from "#shared/experiment/yaml-tree";

/** What may differ between installations. */
export interface ParseOptions {
  /** The images a service may name. */
  readonly images?: readonly string[];
}

/** An experiment, or everything that keeps the text from being one, in the order of the text. */
export type ParsedExperiment =
  | { readonly ok: true; readonly experiment: Experiment }
  | { readonly ok: false; readonly problems: Problem[] };

/** Reads the text of a `compose.yaml`; an allow-list: what it does not know is a problem, never ignored. Never throws. */
export function parseExperiment(composeText: string, options: ParseOptions = {}): ParsedExperiment {
  const report = createProblemReport();
  const lines = new LineCounter();
  const document = parseYaml(composeText, lines, report);
  const experiment = document === null ? null : readDocument(document, lines, report, options);
  if (experiment === null || report.count > 0) return { ok: false, problems: report.list() };
  return { ok: true, experiment };
}

/** The experiment of a parsed file; worth something only when nothing was reported. */
export function readDocument(
  document: Document.Parsed,
  lines: LineCounter,
  report: ProblemReport,
  options: ParseOptions,
): Experiment | null {
  const root = readTree(document, lines, report);
  return root === null ? null : readExperiment(createFieldReader(report), root, options.images ?? serviceImages);
}

/** What a student's Compose file says: the services, and what they need. */
export type Composition = Pick<Experiment, "services" | "networks" | "volumes">;

/** A composition, or everything that keeps the text from being one. */
export type ParsedComposition =
  | { readonly ok: true; readonly composition: Composition }
  | { readonly ok: false; readonly problems: Problem[] };

/** Reads the `compose.yaml` of a student's workspace by the same allow-list; what belongs to the lecturer is refused. Never throws. */
export function parseComposition(text: string, images: ImagesPlan | null): ParsedComposition {
  const report = createProblemReport();
  const lines = new LineCounter();
  const document = parseYaml(text, lines, report);
  const root = document === null ? null : readTree(document, lines, report);
  const composition = root === null ? null : readComposition(createFieldReader(report), root, images);
  if (composition === null || report.count > 0) return { ok: false, problems: report.list() };
  return { ok: true, composition };
}

function readComposition(reader: FieldReader, root: Field, images: ImagesPlan | null): Composition | null {
  const keys = Object.keys(fileKeys).filter((key) => key !== "x-varlab");
  const fields = reader.map(withoutSharedParts(root), keys, { ...refusedTopKeys, "x-varlab": lecturersPart });
  if (fields === null) return null;
  const networksField = fields.get("networks");
  const networks = readNetworks(reader, networksField);
  if (networksField !== undefined && networks.length > MAXIMUM_STUDENT_NETWORKS)
    reader.refuse(
      networksField,
      `A workspace has room for ${MAXIMUM_STUDENT_NETWORKS - 1} networks beside \`default\`.`,
      "Take some out.",
    );
  const volumesField = fields.get("volumes");
  const volumes = volumesField === undefined ? [] : readVolumes(reader, volumesField);
  const servicesField = fields.get("services");
  if (servicesField === undefined)
    return reader.missing(root, "services", "Write `services:` with one entry for each instance.");
  const builds = { reader, mayBuild: images !== null, folder: "" as const };
  const context = { reader, images: serviceImages, artifacts: [], networks, volumes, builds, isStudents: true };
  const services = readServices(servicesField, context);
  checkTogether(reader, servicesField, services);
  return { services, networks, volumes };
}

/** The networks of a workspace whose student writes the Compose file: so many subnets are kept for it. */
export const MAXIMUM_STUDENT_NETWORKS = 4;

/** What all services of one student together may ask for: what a lecture's exercise needs, and a class of sixty can bear. */
const STUDENT_MEMORY_MEGABYTES = 2048;

const lecturersPart: Refusal = {
  sentence: "`x-varlab` of the file belongs to the experiment, which has its own.",
  instead: "Delete it.",
};

function checkTogether(reader: FieldReader, at: Field, services: readonly Service[]): void {
  const megabytes = services.reduce((sum, { limits }) => sum + limits.memoryBytes, 0) / 1024 / 1024;
  if (megabytes > STUDENT_MEMORY_MEGABYTES)
    reader.refuse(
      at,
      `All services together ask for ${Math.round(megabytes)} MB of memory; a workspace has ${STUDENT_MEMORY_MEGABYTES} MB.`,
      "Give each a smaller `mem_limit`; 256m is what a service has that asks for nothing.",
    );
}

function readExperiment(reader: FieldReader, root: Field, images: readonly string[]): Experiment | null {
  const fields = reader.map(withoutSharedParts(root), Object.keys(fileKeys), refusedTopKeys);
  if (fields === null) return null;
  const nameField = fields.get("name");
  const name = nameField === undefined ? null : readProjectName(reader, nameField);
  const courseField = fields.get("x-varlab");
  if (courseField === undefined) reader.missing(root, "x-varlab", "Write `x-varlab:` with title, toolchain and build.");
  const course = courseField === undefined ? EMPTY : readCoursePart(reader, courseField);
  const networks = readNetworks(reader, fields.get("networks"));
  const volumesField = fields.get("volumes");
  const volumes = volumesField === undefined ? [] : readVolumes(reader, volumesField);
  const servicesField = fields.get("services");
  if (servicesField === undefined)
    return reader.missing(root, "services", "Write `services:` with one entry for each instance.");
  const folder = course.studentCompose ? ("solution" as const) : ("starter" as const);
  const builds = { reader, mayBuild: course.images !== null, folder };
  const context = { reader, images, artifacts: course.build.artifacts, networks, volumes, builds, isStudents: false };
  return { name, ...course, services: readServices(servicesField, context), networks, volumes };
}

/** The file without the keys that only hold anchors; one that is a slip of the pen for `x-varlab` stays, to be reported. */
function withoutSharedParts(root: Field): Field {
  const { node } = root;
  if (node.kind !== "map") return root;
  const isShared = ({ key }: YamlEntry) => sharedPart.test(key) && nearest(key, ["x-varlab"]) === null;
  return { ...root, node: { ...node, entries: node.entries.filter((entry) => !isShared(entry)) } };
}

const EMPTY: CoursePart = {
  title: "",
  summary: "",
  toolchain: "java",
  build: { command: "", timeoutSeconds: 0, artifacts: [] },
  images: null,
  studentCompose: false,
  open: [],
  questions: [],
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

function readServices(field: Field, context: ServiceContext): Service[] {
  const { reader } = context;
  const entries = reader.entries(field, "`services`") ?? [];
  if (entries.length === 0 && field.node.kind === "map")
    reader.refuse(field, "There is no service.", "Write one entry for each instance.");
  const drafts = entries.map((entry) => readService(entry, context)).filter((draft) => draft !== null);
  // With a service missing from the list, every mention of it would be reported as well.
  return drafts.length === entries.length ? toInstances(reader, drafts, field) : [];
}
