import { readEnvironment } from "#shared/experiment/environment";
import type { BuildSource } from "#shared/experiment/experiment";
import { type FieldReader, optional } from "#shared/experiment/fields";
import type { Refusal } from "#shared/experiment/refused-keys";
import { imageBuildKeys } from "#shared/experiment/schema/build-keys";
import { pathComplaint } from "#shared/experiment/workspace-path";
import type { Field } from "#shared/experiment/yaml-tree";

/** What of a build the Compose file says by itself. */
export type WrittenBuild = Pick<BuildSource, "context" | "dockerfile" | "args" | "target">;

/** What a build's folder may be in this file. */
export interface BuildContext {
  readonly reader: FieldReader;
  /** Whether the experiment has `x-varlab.images`. */
  readonly mayBuild: boolean;
  /** Where the workspace lies beside this file: empty in a student's, `starter` or `solution` in an experiment's. */
  readonly folder: "" | "starter" | "solution";
}

/** `build` of a service. Null after a problem. */
export function readBuild({ reader, mayBuild, folder }: BuildContext, field: Field): WrittenBuild | null {
  const isShort = field.node.kind === "scalar";
  const fields = isShort
    ? new Map([["context", field]])
    : reader.map(field, Object.keys(imageBuildKeys), refusedBuildKeys);
  if (!mayBuild)
    return reader.refuse(
      field,
      "This experiment does not build images.",
      folder === ""
        ? "Use `image:` with one of this installation's images."
        : "Use one of the product's images, or write `x-varlab: { images: {} }` to let students build theirs.",
    );
  if (fields === null) return null;
  const contextField = fields.get("context");
  if (contextField === undefined)
    return reader.missing(field, "context", "Write the folder, such as `context: ./service1`.");
  const context = readContext(reader, contextField, folder);
  const dockerfile = optional(fields, "dockerfile", (found) => readDockerfilePath(reader, found));
  const args = optional(fields, "args", (found) => readEnvironment(reader, found)) ?? {};
  const target = optional(fields, "target", (found) => reader.text(found, "`target`", 63));
  if (context === null || dockerfile === null || target === null) return null;
  return { context, dockerfile: dockerfile ?? "Dockerfile", args, target: target ?? null };
}

/** The folder in the workspace; empty for the workspace itself. */
function readContext(reader: FieldReader, field: Field, folder: string): string | null {
  const text = reader.text(field, "`build`", 300);
  if (text === null) return null;
  if (/^[a-z][a-z0-9+.-]*:\/\/|^git@|\.git(#|$)/i.test(text))
    return reader.refuse(
      field,
      "A build's folder cannot be an address: nothing is fetched.",
      "Name a folder of the workspace.",
    );
  const path = text.replace(/\/+$/, "").replace(/^(\.\/)+/, "");
  const inside = path === "." ? "" : path;
  const complaint = inside === "" ? null : pathComplaint(inside);
  if (complaint !== null)
    return reader.refuse(
      field,
      `\`${text}\` is not a folder of the workspace. ${complaint}`,
      "Write it like `./service1`.",
    );
  if (folder === "") return inside;
  if (inside === folder) return "";
  if (inside.startsWith(`${folder}/`)) return inside.slice(folder.length + 1);
  const why =
    folder === "starter"
      ? "what lies in `starter` is in the student's workspace"
      : "where students write the Compose file, this one runs the solution";
  return reader.refuse(
    field,
    `The folder of a build begins with \`./${folder}/\` here: ${why}.`,
    `Write \`./${folder}/${inside}\`.`,
  );
}

function readDockerfilePath(reader: FieldReader, field: Field): string | null {
  const text = reader.text(field, "`dockerfile`", 300);
  const path = text?.replace(/^(\.\/)+/, "") ?? null;
  const complaint = path === null ? null : pathComplaint(path);
  return complaint === null
    ? path
    : reader.refuse(
        field,
        `\`${text}\` is not a file in the build's folder. ${complaint}`,
        "Write `dockerfile: Dockerfile`.",
      );
}

function ofBuilder(key: string): Refusal {
  return {
    sentence: `\`${key}\` is a detail of another builder; images are built without it here.`,
    instead: "Delete it.",
  };
}

function ofHost(key: string): Refusal {
  return {
    sentence: `\`${key}\` would give a build something of the host or of the network.`,
    instead: "Delete it; put what is needed into the workspace.",
  };
}

/** Keys of `build` that Compose knows and images of students cannot have. */
const refusedBuildKeys: Readonly<Record<string, Refusal>> = {
  ...Object.fromEntries(
    [
      "additional_contexts",
      "entitlements",
      "extra_hosts",
      "isolation",
      "network",
      "privileged",
      "secrets",
      "shm_size",
      "ssh",
      "ulimits",
    ].map((key) => [key, ofHost(key)]),
  ),
  ...Object.fromEntries(
    ["cache_from", "cache_to", "no_cache", "no_cache_filter", "platforms", "provenance", "pull", "sbom", "tags"].map(
      (key) => [key, ofBuilder(key)],
    ),
  ),
  dockerfile_inline: {
    sentence: "`dockerfile_inline` hides the Dockerfile in the Compose file.",
    instead: "Write a file, and name it with `dockerfile`.",
  },
  labels: {
    sentence: "Labels are how the server finds its images.",
    instead: "Delete it, or write `LABEL` into the Dockerfile.",
  },
};
