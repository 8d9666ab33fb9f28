import { quote, tokenize } from "#shared/experiment/arguments";
import { type JavaLaunch, type LaunchField, type LaunchForm, launchFields } from "#shared/experiment/experiment";
import type { FieldReader } from "#shared/experiment/fields";
import { type ArtifactInfo, finalCommand } from "#shared/experiment/final-command";
import { isQualifiedName } from "#shared/experiment/java-name";
import { launchKeys } from "#shared/experiment/schema/own-keys";
import type { Field } from "#shared/experiment/yaml-tree";

/** Classes in the artifact's folder, and every jar in it; java itself expands the star. */
export const defaultClassPath: readonly string[] = ["/app", "/app/*"];

/** A command as Compose has it: a list, or a line that is split like a shell would. Null after a problem. */
export function readCommand(reader: FieldReader, field: Field): string[] | null {
  const what = `\`${field.path.slice(field.path.lastIndexOf(".") + 1)}\``;
  const words = field.node.kind === "list" ? reader.texts(field, what) : readCommandLine(reader, field, what);
  if (words !== null && (words[0] ?? "") === "")
    return reader.refuse(
      field,
      `${what} is empty.`,
      'Write the program and its arguments, such as ["node", "/app/service1.mjs"].',
    );
  return words;
}

function readCommandLine(reader: FieldReader, field: Field, what: string): string[] | null {
  const line = reader.text(field, what);
  if (line === null) return null;
  const split = tokenize(line);
  return split.ok
    ? split.words
    : reader.refuse(
        field,
        `${what} cannot be split into words. ${split.sentence}`,
        "Write it as a list, one argument an item.",
      );
}

/** The `launch` of a service's `x-varlab`. Null after a problem. */
export function readLaunch(reader: FieldReader, field: Field, editable: readonly LaunchField[]): LaunchForm | null {
  const fields = reader.map(field, Object.keys(launchKeys));
  if (fields === null) return null;
  const commandField = fields.get("command");
  if (commandField === undefined) return readJavaLaunch(reader, field, fields, editable);
  const foreign = [...fields.keys()].filter((key) => key !== "command");
  if (foreign.length > 0)
    return reader.refuse(
      field,
      `\`launch\` has both \`command\` and \`${foreign[0]}\`; it is either a command or a Java launch.`,
      "Keep `command` alone, or `mainClass` with its options.",
    );
  const command = readCommand(reader, commandField);
  return command === null ? null : { kind: "command", command };
}

function readJavaLaunch(
  reader: FieldReader,
  field: Field,
  fields: ReadonlyMap<string, Field>,
  editable: readonly LaunchField[],
): JavaLaunch | null {
  const mainField = fields.get("mainClass");
  if (mainField === undefined)
    return reader.missing(field, "mainClass", "Write `mainClass: package.Class`, or `command: [program, argument]`.");
  const mayBeEmpty = editable.includes("mainClass") && mainField.node.kind === "scalar" && mainField.node.value === "";
  const mainClass = mayBeEmpty ? "" : reader.text(mainField, "`mainClass`", 500);
  if (mainClass !== null && mainClass !== "" && !isQualifiedName(mainClass)) {
    return reader.refuse(
      mainField,
      `\`${mainClass}\` is not the name of a Java class.`,
      "Write package and class with dots, such as var.rmi.chat.ChatServer.",
    );
  }
  const list = (key: string): string[] | null => {
    const found = fields.get(key);
    return found === undefined ? [] : reader.texts(found, `\`${key}\``);
  };
  const args = list("args");
  const jvmArgs = list("jvmArgs");
  const classPath = list("classPath");
  if (mainClass === null || args === null || jvmArgs === null || classPath === null) return null;
  return { kind: "java", mainClass, args, jvmArgs, classPath: classPath.length > 0 ? classPath : defaultClassPath };
}

/** The launch fields opened to students; `kind` is not known yet when the list is read. */
export function readEditable(reader: FieldReader, field: Field): LaunchField[] {
  const items = reader.items(field, "`editable`") ?? [];
  const read = items.map((item) => reader.oneOf(item, "A field of `editable`", launchFields));
  return [...new Set(read.filter((item) => item !== null))];
}

/** Reports editable fields that the launch form does not have. */
export function checkEditable(
  reader: FieldReader,
  field: Field,
  editable: readonly LaunchField[],
  launch: LaunchForm,
): void {
  const wrong = editable.find((name) => (launch.kind === "command") !== (name === "command"));
  if (wrong === undefined) return;
  const form = launch.kind === "java" ? "a Java launch" : "a command";
  const allowed = launch.kind === "java" ? "mainClass, args, jvmArgs" : "command";
  reader.refuse(
    field,
    `\`${wrong}\` cannot be editable: this service is launched as ${form}.`,
    `Possible here: ${allowed}.`,
  );
}

/** Reports a Compose command that would run something else than the launch form does. */
export function checkSameCommand(
  reader: FieldReader,
  field: Field,
  composeCommand: readonly string[],
  launch: LaunchForm,
  artifact: ArtifactInfo | null,
): void {
  if (launch.kind === "java" && launch.mainClass === "") return;
  const launched = finalCommand({ name: "", launch, editable: [] }, {}, artifact);
  if (quote(launched) === quote(composeCommand)) return;
  const sentence = `Plain Compose would run \`${quote(composeCommand)}\`, but the launch form runs \`${quote(launched)}\`; the file must mean the same everywhere.`;
  reader.refuse(field, sentence, `Write \`command: ${JSON.stringify(launched)}\`.`);
}
