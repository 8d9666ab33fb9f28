import { localImageFor, usualBases } from "#shared/dockerfile/base-images";
import {
  type ArtifactPlan,
  type BuildPlan,
  type Experiment,
  type ImagesPlan,
  type Question,
  toolchains,
} from "#shared/experiment/experiment";
import type { FieldReader } from "#shared/experiment/fields";
import { clamp, parseDuration } from "#shared/experiment/quantities";
import { imagesKeys } from "#shared/experiment/schema/build-keys";
import { artifactKeys, buildKeys, courseKeys, questionKeys } from "#shared/experiment/schema/course-keys";
import { basename, pathComplaint } from "#shared/experiment/workspace-path";
import type { Field } from "#shared/experiment/yaml-tree";

/** What the top-level `x-varlab` says: everything about an experiment but its services, networks and volumes. */
export type CoursePart = Omit<Experiment, "name" | "services" | "networks" | "volumes">;

/** Seconds a build may take: two minutes are long for student work, ten keep a queue moving. */
const BUILD_TIMEOUT = { fallback: 120, minimum: 5, maximum: 600 };

/** Tabs that still fit beside each other. */
const MAXIMUM_OPEN = 12;

const MAXIMUM_ARTIFACTS = 12;

/** More than anybody answers at the end of a lab. */
const MAXIMUM_QUESTIONS = 12;

/** Reads the top-level `x-varlab`, with harmless stand-ins where something is wrong; everything wrong is reported. */
export function readCoursePart(reader: FieldReader, field: Field): CoursePart {
  const fields = reader.map(field, Object.keys(courseKeys)) ?? new Map<string, Field>();
  const title = need(reader, field, fields, "title", 'Write `title: "RMI chat"`.');
  const summary = fields.get("summary");
  const toolchain = need(
    reader,
    field,
    fields,
    "toolchain",
    `Write \`toolchain:\` with one of: ${toolchains.join(", ")}.`,
  );
  const images = fields.get("images");
  const compose = fields.get("compose");
  const studentCompose =
    compose !== undefined && reader.oneOf(compose, "`compose`", ["lecturer", "student"]) === "student";
  // Where students build images, a program need not be built beside them.
  const build =
    images === undefined && !studentCompose
      ? need(reader, field, fields, "build", "Write `build:` with a `command` and its `artifacts`.")
      : (fields.get("build") ?? null);
  const open = fields.get("open");
  const questions = fields.get("questions");
  return {
    title: (title && reader.text(title, "`title`", 120)) ?? "",
    summary: (summary && reader.text(summary, "`summary`", 500)) ?? "",
    toolchain: (toolchain && reader.oneOf(toolchain, "`toolchain`", toolchains)) ?? "java",
    build: (build && readBuild(reader, build)) ?? NO_BUILD,
    images: images === undefined ? null : readImages(reader, images),
    studentCompose,
    open: open === undefined ? [] : readOpen(reader, open),
    questions: questions === undefined ? [] : readQuestions(reader, questions),
  };
}

const NO_BUILD: BuildPlan = { command: "", timeoutSeconds: BUILD_TIMEOUT.fallback, artifacts: [] };

function readImages(reader: FieldReader, field: Field): ImagesPlan | null {
  const fields = reader.map(field, Object.keys(imagesKeys));
  if (fields === null) return null;
  const base = fields.get("base");
  const timeout = fields.get("timeout");
  return {
    bases: base === undefined ? usualBases : readBases(reader, base),
    timeoutSeconds: (timeout && readTimeout(reader, timeout)) ?? BUILD_TIMEOUT.fallback,
  };
}

function readBases(reader: FieldReader, field: Field): string[] {
  const items = reader.items(field, "`base`") ?? [];
  const names = items.map((item) => {
    const name = reader.text(item, "A base image", 200);
    if (name === null || localImageFor(name) !== undefined) return name;
    return reader.refuse(
      item,
      `This installation has no image that could stand for \`${name}\`.`,
      `Possible: ${usualBases.join(", ")}.`,
    );
  });
  return names.filter((name) => name !== null);
}

function need(
  reader: FieldReader,
  parent: Field,
  fields: ReadonlyMap<string, Field>,
  key: string,
  instead: string,
): Field | null {
  return fields.get(key) ?? reader.missing(parent, key, instead);
}

function readBuild(reader: FieldReader, field: Field): BuildPlan | null {
  const fields = reader.map(field, Object.keys(buildKeys));
  if (fields === null) return null;
  const command = need(reader, field, fields, "command", "Write `command: make`, or any line for bash.");
  const artifacts = need(
    reader,
    field,
    fields,
    "artifacts",
    "Write `artifacts: [{ name: program, path: build/program }]`.",
  );
  const timeout = fields.get("timeout");
  return {
    command: (command && reader.text(command, "`command`", 8000)) ?? "",
    timeoutSeconds: (timeout && readTimeout(reader, timeout)) ?? BUILD_TIMEOUT.fallback,
    artifacts: artifacts === null ? [] : readArtifacts(reader, artifacts),
  };
}

function readTimeout(reader: FieldReader, field: Field): number | null {
  const value = field.node.kind === "scalar" ? field.node.value : null;
  const seconds = typeof value === "number" ? value : typeof value === "string" ? parseDuration(value) : null;
  if (seconds !== null && seconds > 0) return clamp(seconds, BUILD_TIMEOUT.minimum, BUILD_TIMEOUT.maximum);
  return reader.refuse(
    field,
    "`timeout` must be a number of seconds or a duration.",
    "Write `timeout: 60` or `timeout: 1m30s`.",
  );
}

function readArtifacts(reader: FieldReader, field: Field): ArtifactPlan[] {
  const items = reader.items(field, "`artifacts`") ?? [];
  if (items.length > MAXIMUM_ARTIFACTS)
    reader.refuse(
      field,
      `A build can have at most ${MAXIMUM_ARTIFACTS} artifacts.`,
      "Put files that belong together into one folder.",
    );
  const artifacts: ArtifactPlan[] = [];
  for (const item of items) {
    const artifact = readArtifact(reader, item);
    if (artifact === null) continue;
    const double = artifacts.some(({ name, path }) => name === artifact.name || path === artifact.path);
    if (double)
      reader.refuse(
        item,
        `The artifact \`${artifact.name}\` (\`${artifact.path}\`) is named twice.`,
        "Keep one of them.",
      );
    artifacts.push(artifact);
  }
  return artifacts;
}

function readArtifact(reader: FieldReader, field: Field): ArtifactPlan | null {
  const fields = reader.map(field, Object.keys(artifactKeys));
  if (fields === null) return null;
  const pathField = need(reader, field, fields, "path", "Write the `path` of a file or folder that the build makes.");
  const path = pathField === null ? null : readPath(reader, pathField);
  if (path === null) return null;
  const nameField = fields.get("name");
  const name = nameField === undefined ? basename(path) : reader.text(nameField, "`name`", 63);
  if (name === null || /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name)) return name === null ? null : { name, path };
  return reader.refuse(
    nameField ?? pathField ?? field,
    `\`${name}\` cannot be the name of an artifact.`,
    "Use letters, digits, `.`, `_` and `-`.",
  );
}

function readOpen(reader: FieldReader, field: Field): string[] {
  const items = reader.items(field, "`open`") ?? [];
  if (items.length > MAXIMUM_OPEN)
    reader.refuse(field, `At most ${MAXIMUM_OPEN} files are opened at first.`, "Shorten the list.");
  return items.map((item) => readPath(reader, item)).filter((path) => path !== null);
}

function readQuestions(reader: FieldReader, field: Field): Question[] {
  const items = reader.items(field, "`questions`") ?? [];
  if (items.length > MAXIMUM_QUESTIONS)
    reader.refuse(
      field,
      `At most ${MAXIMUM_QUESTIONS} questions can be asked.`,
      "Keep the ones whose answers you will read.",
    );
  const questions: Question[] = [];
  for (const item of items) {
    const question = readQuestion(reader, item);
    if (question === null) continue;
    if (questions.some(({ id }) => id === question.id))
      reader.refuse(item, `The question \`${question.id}\` is there twice.`, "Give one of them another `id`.");
    questions.push(question);
  }
  return questions;
}

function readQuestion(reader: FieldReader, field: Field): Question | null {
  const fields = reader.map(field, Object.keys(questionKeys));
  if (fields === null) return null;
  const idField = need(reader, field, fields, "id", "Write `id: why-two-hosts`: a short name that stays.");
  const textField = need(reader, field, fields, "text", "Write the question as `text`.");
  const required = fields.get("required");
  const id = idField && reader.text(idField, "`id`", 40);
  const text = textField && reader.text(textField, "`text`", 1000);
  const needed = (required && reader.flag(required)) ?? false;
  if (idField === null || id === null || text === null) return null;
  if (/^[a-z0-9][a-z0-9-]*$/.test(id)) return { id, text, required: needed };
  return reader.refuse(
    idField,
    `\`${id}\` cannot be the id of a question.`,
    "Use small letters, digits and `-`, such as `why-two-hosts`.",
  );
}

function readPath(reader: FieldReader, field: Field): string | null {
  const path = reader.text(field, "A path", 300);
  const complaint = path === null ? null : pathComplaint(path);
  return complaint === null
    ? path
    : reader.refuse(
        field,
        `\`${path}\` is not a path in the workspace. ${complaint}`,
        "Write it like `src/Main.java`.",
      );
}
