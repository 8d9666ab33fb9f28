import { commandOf } from "#server/compositions/effective-experiment";
import type { Files } from "#server/files/files";
import type { ImagePlan } from "#shared/dockerfile/image-plan";
import { parseDockerfile } from "#shared/dockerfile/parse-dockerfile";
import type { BuildSource, Experiment, Service } from "#shared/experiment/experiment";
import { parseComposition } from "#shared/experiment/parse-experiment";
import type { Problem } from "#shared/experiment/problem";
import { UserError } from "#shared/failures";
import { FilePath, type WorkspaceId } from "#shared/ids";
import type { Diagnostic } from "#shared/views";

/** Where a student's Compose file lies. */
export const composeFile = "compose.yaml";

/** An image that a service needs. */
export interface NeededImage {
  readonly service: string;
  readonly source: BuildSource;
  /** The Dockerfile's path in the workspace. */
  readonly file: string;
  readonly plan: ImagePlan;
}

/** What the files of a workspace say should be up. */
export interface Sources {
  /** The student's Compose file, where the student writes it. */
  readonly compose: string | null;
  readonly images: readonly NeededImage[];
  /** What keeps it from being brought up; with one of these the rest is not complete. */
  readonly problems: readonly Diagnostic[];
}

/** Reads the Compose file, where it is the student's, and every Dockerfile that its services name. */
export async function readSources(
  files: Pick<Files, "read">,
  workspace: WorkspaceId,
  written: Experiment,
): Promise<Sources> {
  const problems: Diagnostic[] = [];
  let compose: string | null = null;
  let services = written.services;
  if (written.studentCompose) {
    const text = await textOf(files, workspace, composeFile);
    if (typeof text !== "string") return { compose: null, images: [], problems: [missing(composeFile, text.why)] };
    const parsed = parseComposition(text, written.images);
    if (!parsed.ok)
      return {
        compose: text,
        images: [],
        problems: parsed.problems.map((one) => diagnosticOf(composeFile, "Compose", one)),
      };
    compose = text;
    services = parsed.composition.services;
  }
  const images: NeededImage[] = [];
  const seen = new Set<string>();
  for (const service of services) {
    if (service.build === null || seen.has(service.family)) continue;
    seen.add(service.family);
    const needed = await readImage(files, workspace, written, service, service.build);
    if ("plan" in needed) images.push(needed);
    else problems.push(...needed.problems);
  }
  return { compose, images, problems };
}

async function readImage(
  files: Pick<Files, "read">,
  workspace: WorkspaceId,
  { images }: Experiment,
  { family }: Service,
  source: BuildSource,
): Promise<NeededImage | { problems: Diagnostic[] }> {
  const file = source.context === "" ? source.dockerfile : `${source.context}/${source.dockerfile}`;
  const text = await textOf(files, workspace, file);
  if (typeof text !== "string") return { problems: [missing(file, text.why)] };
  const parsed = parseDockerfile(text, { bases: images?.bases ?? [], args: source.args, target: source.target });
  if (!parsed.ok) return { problems: parsed.problems.map((problem) => diagnosticOf(file, "Dockerfile", problem)) };
  const config = parsed.plan.stages.at(-1)?.config;
  if (config !== undefined && commandOf(source, config).length === 0) {
    const line = text.trimEnd().split("\n").length;
    const message = 'The image starts nothing. Write `CMD ["program", "argument"]` at the end.';
    return { problems: [{ file, line, column: 1, severity: "error", message, source: "Dockerfile" }] };
  }
  return { service: family, source, file, plan: parsed.plan };
}

async function textOf(
  files: Pick<Files, "read">,
  workspace: WorkspaceId,
  path: string,
): Promise<string | { why: string }> {
  try {
    const content = await files.read(workspace, FilePath.parse(path));
    return content.kind === "text" ? content.text : { why: `${path} is not a text.` };
  } catch (error) {
    if (error instanceof UserError)
      return { why: error.code === "unknown" ? `There is no file ${path}. Make it.` : error.message };
    throw error;
  }
}

function missing(file: string, message: string): Diagnostic {
  return { file, line: 1, column: 1, severity: "error", message, source: "Compose" };
}

function diagnosticOf(
  file: string,
  source: string,
  { line, column, endLine, endColumn, sentence, instead }: Problem,
): Diagnostic {
  const end = endLine === line && endColumn > column ? { endColumn } : {};
  return { file, line, column, ...end, severity: "error", message: `${sentence} ${instead}`, source };
}
