import { launchFields } from "#shared/experiment/experiment";
import { type JsonSchema, type Keys, listOf, mapping, wordsOrLine } from "#shared/experiment/schema/json-schema";

const words: JsonSchema = { type: "array", items: { type: "string" } };

/** The keys of `x-varlab.launch`. */
export const launchKeys: Keys = {
  mainClass: {
    type: "string",
    description: "The Java class with the main method, with its package. May be empty when students may change it.",
    examples: ["echo.Server"],
    maxLength: 500,
  },
  args: { ...words, description: "Words after the main class." },
  jvmArgs: { ...words, description: "Words before the class path, such as `-Xmx64m`.", examples: [["-Xmx64m"]] },
  classPath: { ...words, description: "Where Java looks for classes.", default: ["/app", "/app/*"] },
  command: wordsOrLine({
    description: "Instead of a Java launch: the words that are run as they stand, without a shell.",
  }),
};

/** The keys of one port in `x-varlab.show`. */
export const showKeys: Keys = {
  port: { type: "integer", description: "A port that `ports` or `expose` declares.", minimum: 1, maximum: 65535 },
  title: { type: "string", description: "What the button in the student's browser says.", maxLength: 80 },
};

/** The keys of a service's own `x-varlab`. */
export const ownKeys: Keys = {
  description: { type: "string", description: "What this instance is for, shown on its tile.", maxLength: 500 },
  artifact: { type: "string", description: "Name of the artifact that is deployed here.", maxLength: 63 },
  launch: mapping(launchKeys, [], {
    description: "How the program starts. Not needed when the Compose `command` says it all.",
  }),
  editable: listOf(
    { type: "string", enum: launchFields },
    { description: "The launch fields that a student may change.", examples: [["args"], ["command"]] },
  ),
  show: listOf(mapping(showKeys, ["port"]), { description: "Ports that open in the student's browser." }),
  locked: {
    type: "boolean",
    description: "Your own instance: no deployment, no launch parameters, no terminal for students.",
    default: false,
  },
  autostart: {
    type: "boolean",
    description: "Started with the workspace's first start. A locked instance is, unless you say otherwise.",
  },
};
