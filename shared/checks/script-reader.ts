import { checkLimits, type ScriptAction } from "#shared/checks/check";
import type { StepContext } from "#shared/checks/step-context";
import { serviceImages } from "#shared/experiment/experiment";
import type { Field } from "#shared/experiment/yaml-tree";

/** What reads a script from its input, by the end of its name. */
const interpreters: Readonly<Record<string, readonly string[]>> = {
  sh: ["bash", "-s"],
  py: ["python3", "-u", "-"],
  mjs: ["node", "--input-type=module", "-"],
};

/** `script: probe.py`, or with `file` and `image`. Null after a problem. */
export function readScript(context: StepContext, field: Field): ScriptAction | null {
  const { reader, files, experiment } = context;
  const fields = field.node.kind === "scalar" ? new Map([["file", field]]) : reader.map(field, ["file", "image"]);
  if (fields === null) return null;
  const fileField = fields.get("file");
  if (fileField === undefined) return reader.missing(field, "file", "Write the name of a file in `checks/`.");
  const file = reader.text(fileField, "`script`", 200);
  const imageField = fields.get("image");
  const image =
    imageField === undefined ? `varlab/${experiment.toolchain}` : reader.oneOf(imageField, "`image`", serviceImages);
  if (file === null || image === null) return null;
  const argv = interpreters[/\.([a-z]+)$/.exec(file)?.[1] ?? ""];
  if (argv === undefined)
    return reader.refuse(
      fileField,
      `Nothing is known that runs \`${file}\`.`,
      `A script ends in ${Object.keys(interpreters).join(", ")}.`,
    );
  const text = files.find(({ path }) => path === file)?.text;
  if (text === undefined)
    return reader.refuse(fileField, `There is no file \`${file}\` in \`checks/\`.`, "Put the script beside this file.");
  if (text.length > checkLimits.script) return reader.refuse(fileField, "A script may have 64 KB.", "Shorten it.");
  return { kind: "script", file, text, image, argv };
}
