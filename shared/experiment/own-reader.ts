import type { ArtifactPlan, LaunchField, LaunchForm } from "#shared/experiment/experiment";
import { type FieldReader, optional } from "#shared/experiment/fields";
import type { ArtifactInfo } from "#shared/experiment/final-command";
import {
  checkEditable,
  checkSameCommand,
  readCommand,
  readEditable,
  readLaunch,
} from "#shared/experiment/launch-reader";
import { ownKeys } from "#shared/experiment/schema/own-keys";
import { basename } from "#shared/experiment/workspace-path";
import type { Field } from "#shared/experiment/yaml-tree";

/** What `x-varlab` says about a service, with the launch form taken from the Compose command where it has none. */
export function readOwn(
  { reader, artifacts, isStudents }: OwnContext,
  service: Field,
  fields: ReadonlyMap<string, Field>,
  isBuilt: boolean,
) {
  const field = fields.get("x-varlab");
  const keys = isStudents ? studentKeys : Object.keys(ownKeys);
  const own = (field && reader.map(field, keys, isStudents ? lecturerKeys : {})) ?? new Map<string, Field>();
  const editable: LaunchField[] = optional(own, "editable", (found) => readEditable(reader, found)) ?? [];
  const artifact = optional(own, "artifact", (found) => readArtifact(reader, found, artifacts)) ?? null;
  const locked = optional(own, "locked", reader.flag) ?? false;
  if (isBuilt) refuseBesideBuild(reader, own);
  // What an image that is built starts is known when it is.
  const launch = isBuilt ? NOTHING : readLaunchForm(reader, service, fields, own.get("launch"), editable, artifact);
  const editableField = own.get("editable");
  if (editableField !== undefined && launch !== null && !isBuilt)
    checkEditable(reader, editableField, editable, launch);
  if (locked) checkLocked(reader, own, editable);
  return { fields: own, editable, artifact, locked, launch: launch ?? NOTHING };
}

/** What a service's own part may refer to. */
interface OwnContext {
  readonly reader: FieldReader;
  readonly artifacts: readonly ArtifactPlan[];
  readonly isStudents: boolean;
}

/** What a student may say about a service beyond Compose. */
const studentKeys = ["description", "show"];
const lecturerKeys = Object.fromEntries(
  Object.keys(ownKeys)
    .filter((key) => !studentKeys.includes(key))
    .map((key) => [key, { sentence: `\`${key}\` is for the lecturer's file.`, instead: "Delete it." }]),
);

/** What a service that has its program in its image cannot have beside it. */
function refuseBesideBuild(reader: FieldReader, own: ReadonlyMap<string, Field>): void {
  for (const key of ["artifact", "launch", "editable"]) {
    const field = own.get(key);
    if (field !== undefined)
      reader.refuse(
        field,
        `A service with \`build\` has its program in its image, so it has no \`${key}\`.`,
        "Delete it; `command` says what runs.",
      );
  }
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
