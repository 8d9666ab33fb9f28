import type { LaunchField, Service } from "#shared/experiment/experiment";

/** Values of a launch form, words already split; a field that is absent keeps the lecturer's value. */
export interface LaunchValues {
  readonly mainClass?: string;
  readonly args?: readonly string[];
  readonly jvmArgs?: readonly string[];
  readonly command?: readonly string[];
}

/** What is deployed on an instance: a file lies at `/app/<fileName>`, a folder's content directly in `/app`. */
export type ArtifactInfo = { readonly kind: "file"; readonly fileName: string } | { readonly kind: "folder" };

/** The part of a service that decides what runs on it. */
export type Launchable = Pick<Service, "name" | "launch" | "editable">;

/**
 * The argument list that will run, first word the program. Values of fields that are not editable are ignored.
 * A Java launch with an empty main class runs a deployed jar by its own manifest.
 */
export function finalCommand(service: Launchable, values: LaunchValues, artifact: ArtifactInfo | null): string[] {
  const { launch } = service;
  if (launch.kind === "command") return [...(ifEditable(service, "command", values.command) ?? launch.command)];
  const args = ifEditable(service, "args", values.args) ?? launch.args;
  const jvmArgs = ifEditable(service, "jvmArgs", values.jvmArgs) ?? launch.jvmArgs;
  const mainClass = (ifEditable(service, "mainClass", values.mainClass) ?? launch.mainClass).trim();
  if (mainClass === "" && isJar(artifact)) return ["java", ...jvmArgs, "-jar", `/app/${artifact.fileName}`, ...args];
  return ["java", ...jvmArgs, "-cp", launch.classPath.join(":"), mainClass, ...args];
}

/** True for a deployed jar, which can say itself what its main class is. */
export function isJar(artifact: ArtifactInfo | null): artifact is { kind: "file"; fileName: string } {
  return artifact?.kind === "file" && artifact.fileName.toLowerCase().endsWith(".jar");
}

function ifEditable<T>(service: Launchable, field: LaunchField, value: T | undefined): T | undefined {
  return service.editable.includes(field) ? value : undefined;
}
