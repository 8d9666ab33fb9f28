import type { editor, IDisposable, IRange, languages, Position } from "monaco-editor/editor/editor.api.js";
import { explanationOf, keysOf, schemasAt, shapeOf, valuesOf } from "#app/authoring/assist/schema-at";
import { type YamlPlace, yamlKeyAt, yamlPlaceAt } from "#app/authoring/assist/yaml-place";
import type { MonacoModule } from "#app/workspace/editor/monaco/load-monaco";
import { composePath } from "#shared/authoring/draft";
import type { Experiment } from "#shared/experiment/experiment";
import { experimentSchema } from "#shared/experiment/json-schema";
import type { JsonSchema } from "#shared/experiment/schema/json-schema";

/** Completion and explanations in compose.yaml, from the format's schema and from what the file itself names. Its creator disposes it. */
export function assistCompose(module: MonacoModule, experiment: () => Experiment | null): IDisposable {
  const { monaco, pathOf } = module;
  const completion = monaco.languages.registerCompletionItemProvider("yaml", {
    triggerCharacters: [" ", ":", "-", "/", "["],
    provideCompletionItems(model, position) {
      if (pathOf(model.uri) !== composePath) return { suggestions: [] };
      const place = yamlPlaceAt(model.getValue(), position.lineNumber, position.column);
      return { suggestions: place === null ? [] : suggestions(module, model, position, place, experiment()) };
    },
  });
  const hover = monaco.languages.registerHoverProvider("yaml", {
    provideHover(model, position) {
      const path =
        pathOf(model.uri) === composePath ? yamlKeyAt(model.getValue(), position.lineNumber, position.column) : null;
      const schema = path === null ? undefined : schemasAt(experimentSchema, path)[0];
      const explanation = schema === undefined ? "" : explanationOf(schema);
      return explanation === "" ? null : { contents: [{ value: `**${path?.at(-1)}**` }, { value: explanation }] };
    },
  });
  return {
    dispose() {
      completion.dispose();
      hover.dispose();
    },
  };
}

function suggestions(
  { monaco }: MonacoModule,
  model: editor.ITextModel,
  position: Position,
  place: YamlPlace,
  experiment: Experiment | null,
): languages.CompletionItem[] {
  const { lineNumber, column } = position;
  const line = model.getLineContent(lineNumber);
  const range = {
    ...{ startLineNumber: lineNumber, endLineNumber: lineNumber },
    startColumn: column - place.typed.length,
    endColumn: column,
  };
  const schemas = schemasAt(experimentSchema, place.path);
  const { CompletionItemKind: kinds } = monaco.languages;
  const named = namesAt(place, experiment);
  const values = [...valuesOf(schemas), ...named].map((value, index) => ({
    ...{ label: value, insertText: value, kind: kinds.Value, range, sortText: String(index).padStart(3, "0") },
  }));
  // Behind a colon a value is written; in the line of an item either a value or the item's first key.
  if (place.kind === "value") {
    const space = line.charAt(column - 2) === ":" ? " " : "";
    return values.map((item) => ({ ...item, insertText: `${space}${item.insertText}` }));
  }
  const known = new Set(place.siblings);
  const rest = line.slice(column - 1);
  const keys = [...keysOf(schemas)]
    .filter(([key]) => !known.has(key))
    .map(([key, schema]) => keyItem(monaco, key, schema, range, line, /^\s*:/.test(rest)));
  return place.path.at(-1) === "-" ? [...keys, ...values] : keys;
}

function keyItem(
  monaco: MonacoModule["monaco"],
  key: string,
  schema: JsonSchema,
  range: IRange,
  line: string,
  hasColon: boolean,
): languages.CompletionItem {
  const indent = " ".repeat((/^\s*(?:- +)*/.exec(line)?.[0] ?? "").length + 2);
  const after = { mapping: `:\n${indent}`, list: `:\n${indent}- `, value: ": " }[shapeOf(schema)];
  return {
    label: key,
    kind: monaco.languages.CompletionItemKind.Property,
    insertText: hasColon ? key : `${key}${after}`,
    // The indentation is complete already.
    insertTextRules: monaco.languages.CompletionItemInsertTextRule.KeepWhitespace,
    documentation: { value: explanationOf(schema) },
    range,
    command: hasColon ? undefined : { id: "editor.action.triggerSuggest", title: "Suggest" },
  };
}

/** What the file itself names and this place may mean. */
function namesAt({ path }: YamlPlace, experiment: Experiment | null): readonly string[] {
  if (experiment === null || path[0] !== "services") return [];
  const [, own, key] = path;
  if (key === "depends_on")
    return [...new Set(experiment.services.map(({ family }) => family))].filter((name) => name !== own);
  if (key === "networks") return experiment.networks.filter((name) => name !== "default");
  if (key === "x-varlab" && path[3] === "artifact") return experiment.build.artifacts.map(({ name }) => name);
  return [];
}
