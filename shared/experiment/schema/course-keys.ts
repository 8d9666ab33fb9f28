import { toolchains } from "#shared/experiment/experiment";
import { imagesKeys } from "#shared/experiment/schema/build-keys";
import { type JsonSchema, type Keys, listOf, mapping } from "#shared/experiment/schema/json-schema";

/** The keys of one artifact in `x-varlab.build.artifacts`. */
export const artifactKeys: Keys = {
  path: {
    type: "string",
    description: "A file or folder that the build makes, relative to the workspace: `build/echo.jar`.",
    examples: ["build/app.jar", "build"],
  },
  name: {
    type: "string",
    description: "How services call it in their `artifact`; the last part of the path unless given.",
    maxLength: 63,
    pattern: "^[A-Za-z0-9][A-Za-z0-9._-]*$",
  },
};

/** The keys of `x-varlab.build`. */
export const buildKeys: Keys = {
  command: {
    type: "string",
    description:
      "Text for bash, run in the workspace's root. Begin with `set -e` when it has several lines. A dollar sign is written `$$`.",
    examples: ["make", "bash build.sh"],
    maxLength: 8000,
  },
  timeout: {
    type: ["string", "number"],
    description: "How long a build may take: seconds or a duration, 5 s to 10 min.",
    default: 120,
    examples: [60, "1m30s"],
  },
  artifacts: listOf(mapping(artifactKeys, ["path"]), {
    description: "What a build makes: files or folders that can be deployed to instances.",
    maxItems: 12,
  }),
};

/** The keys of one question in `x-varlab.questions`. */
export const questionKeys: Keys = {
  id: {
    type: "string",
    description: "A short name that stays when the question is put in other words: small letters, digits and `-`.",
    maxLength: 40,
    pattern: "^[a-z0-9][a-z0-9-]*$",
    examples: ["why-two-hosts"],
  },
  text: { type: "string", description: "The question, as students read it.", maxLength: 1000 },
  required: { type: "boolean", description: "Nothing is handed in without an answer.", default: false },
};

/** The keys of the file's own `x-varlab`. */
export const courseKeys: Keys = {
  title: { type: "string", description: "The experiment's name, as students read it.", maxLength: 120 },
  summary: { type: "string", description: "One or two sentences for the list of experiments.", maxLength: 500 },
  toolchain: {
    type: "string",
    description: "The image that turns the student's sources into artifacts.",
    enum: toolchains,
  },
  build: mapping(buildKeys, ["command", "artifacts"], { description: "How sources become artifacts." }),
  images: mapping(imagesKeys, [], {
    description:
      "Students write Dockerfiles: services may have `build`. `{}` allows every base image of this installation.",
  }),
  compose: {
    type: "string",
    description:
      "`student`: the `compose.yaml` in the student's workspace says what runs. The services of this file are what the checks speak of.",
    enum: ["lecturer", "student"],
    default: "lecturer",
  },
  open: listOf(
    { type: "string" },
    {
      description: "Files that are opened first, relative to the workspace.",
      maxItems: 12,
      examples: [["src/Main.java"]],
    },
  ),
  questions: listOf(mapping(questionKeys, ["id", "text"]), {
    description: "What students answer in words when they hand in.",
    maxItems: 12,
  }),
};

/** `x-varlab` of the file. `build` is needed as well where students build no images. */
export const courseSchema: JsonSchema = mapping(courseKeys, ["title", "toolchain"], {
  anyOf: [{ required: ["build"] }, { required: ["images"] }],
  description: "What Compose does not know: the experiment's title, its toolchain and its build.",
});
