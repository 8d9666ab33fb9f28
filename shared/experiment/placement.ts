import { type ArtifactPlan, artifactRoot } from "#shared/experiment/experiment";
import type { FieldReader } from "#shared/experiment/fields";
import { basename, pathComplaint } from "#shared/experiment/workspace-path";
import type { Field } from "#shared/experiment/yaml-tree";

/** Where plain Compose finds a build's results: the experiment's own folders. */
const SOURCE_FOLDERS = ["./starter/", "./solution/"];

const WHY = "Only the student's artifact is placed into an instance";

/** Whether the source of a volume is a folder of the host rather than a volume's name. */
export function isHostPath(source: string): boolean {
  return /^[./~\\]/.test(source) || /^[A-Za-z]:?[\\]/.test(source);
}

/**
 * Checks a bind mount, which may only say to plain Compose what the deployment of `artifact` does here:
 * `./starter/<artifact>` read-only at its place below `/app`.
 */
export function checkPlacement(reader: FieldReader, field: Field, text: string, artifact: ArtifactPlan | null): void {
  const example = artifact === null ? "Delete the line." : `Write \`${exampleFor(artifact)}\`.`;
  const sentence = placementComplaint(text, artifact);
  if (sentence !== null) reader.refuse(field, sentence, example);
}

function placementComplaint(text: string, artifact: ArtifactPlan | null): string | null {
  const [source = "", target, mode, ...more] = text.split(":");
  if (target === undefined) return `\`${text}\` would be a volume without a name and without a limit.`;
  const folder = SOURCE_FOLDERS.find((candidate) => source.startsWith(candidate));
  const inside = folder === undefined ? null : source.slice(folder.length);
  if (inside === null || pathComplaint(inside) !== null) {
    return `${WHY}; \`${source}\` would mount a folder of the host.`;
  }
  if (mode !== "ro" || more.length > 0)
    return `${WHY}, and only for reading: the mount must end in \`:ro\` and nothing else.`;
  if (artifact === null) return "This service has no `x-varlab.artifact`, so nothing is placed into it.";
  return matches(inside, target, artifact)
    ? null
    : `The mount does not place the artifact \`${artifact.name}\` (\`${artifact.path}\`) where a deployment does.`;
}

function matches(source: string, target: string, artifact: ArtifactPlan): boolean {
  if (source === artifact.path)
    return target === artifactRoot || target === `${artifactRoot}/${basename(artifact.path)}`;
  return `${source}/${basename(artifact.path)}` === artifact.path && target === artifactRoot;
}

function exampleFor(artifact: ArtifactPlan): string {
  const name = basename(artifact.path);
  const target = name.includes(".") ? `${artifactRoot}/${name}` : artifactRoot;
  return `./starter/${artifact.path}:${target}:ro`;
}
