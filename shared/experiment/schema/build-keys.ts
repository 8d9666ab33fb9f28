import { type JsonSchema, type Keys, listOf, mapping } from "#shared/experiment/schema/json-schema";

/** The keys of a service's `build`. */
export const imageBuildKeys: Keys = {
  context: {
    type: "string",
    description: "The folder with the files that `COPY` may take.",
    examples: ["./service1", "./starter/service1"],
  },
  dockerfile: {
    type: "string",
    description: "The Dockerfile, relative to the folder.",
    default: "Dockerfile",
  },
  args: {
    description: "Values for the Dockerfile's `ARG`.",
    anyOf: [
      { type: "object", additionalProperties: { type: ["string", "number"] } },
      { type: "array", items: { type: "string", pattern: "^[A-Za-z_][A-Za-z0-9_]*=" } },
    ],
  },
  target: { type: "string", description: "The stage that becomes the image; the last one unless given." },
};

/** `build` of a service, where the experiment allows images of students. */
export const imageBuildSchema: JsonSchema = {
  description: "The image is built from a Dockerfile in the student's workspace. Needs `x-varlab.images`.",
  anyOf: [{ type: "string" }, mapping(imageBuildKeys, ["context"])],
  examples: ["./starter/service1"],
};

/** The keys of `x-varlab.images`. */
export const imagesKeys: Keys = {
  base: listOf(
    { type: "string" },
    {
      description:
        "What a Dockerfile may name after `FROM`; every image of this installation and what stands for public ones unless given.",
      examples: [["node:22-alpine", "varlab/node-run"]],
      maxItems: 24,
    },
  ),
  timeout: {
    type: ["string", "number"],
    description: "How long all images together may take: seconds or a duration, 5 s to 10 min.",
    default: 120,
  },
};
