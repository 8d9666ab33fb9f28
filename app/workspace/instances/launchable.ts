import type { Translator } from "#app/i18n/translator";
import { tokenize, type Words } from "#shared/experiment/arguments";
import type { ArtifactInfo, Launchable } from "#shared/experiment/final-command";
import type { ArtifactView, InstanceView, LaunchParams } from "#shared/views";

/** Class path of the experiment format when a service gives none. */
const usualClassPath = ["/app", "/app/*"];

/** What `resolveLaunch` needs to know of an instance: its launch form with the values that hold now. */
export function launchableOf({ name, launch, editable, command }: InstanceView): Launchable {
  if (launch.mainClass === undefined) {
    return { name, editable, launch: { kind: "command", command: wordsOf(launch.command) } };
  }
  return {
    name,
    editable,
    launch: {
      kind: "java",
      mainClass: launch.mainClass,
      args: wordsOf(launch.args),
      jvmArgs: wordsOf(launch.jvmArgs),
      classPath: classPathOf(command),
    },
  };
}

/** What is deployed, as far as the command depends on it. */
export function artifactInfoOf({ artifact }: Pick<InstanceView, "artifact">): ArtifactInfo | null {
  if (artifact === undefined) return null;
  if (artifact.kind === "folder") return { kind: "folder" };
  return { kind: "file", fileName: artifact.path.split("/").at(-1) || artifact.name };
}

/** Where a deployed artifact lies in the instance, for the reader. */
export function placeOf({ kind, path, name }: ArtifactView, t: Translator<"workspace.launch">): string {
  if (kind === "folder") return t("folderPlace", { name });
  return `/app/${path.split("/").at(-1) || name}`;
}

/** Only the fields that may be changed; the others would be refused. */
export function editableParams(instance: InstanceView, lines: LaunchParams): LaunchParams {
  return Object.fromEntries(instance.editable.map((field) => [field, lines[field] ?? ""]));
}

function wordsOf(line: string | undefined): string[] {
  const split: Words = tokenize(line ?? "");
  return split.ok ? split.words : [];
}

function classPathOf(command: readonly string[]): readonly string[] {
  const at = command.indexOf("-cp");
  const path = at < 0 ? undefined : command[at + 1];
  return path === undefined ? usualClassPath : path.split(":");
}
