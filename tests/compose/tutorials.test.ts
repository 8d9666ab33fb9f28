import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { importCompose } from "#shared/experiment/import-compose";
import { parseExperiment } from "#shared/experiment/parse-experiment";
import { type Verdict, verdicts } from "./verdicts";

const folder = new URL("./tutorials/", import.meta.url);
const names = readdirSync(folder)
  .filter((name) => name.endsWith(".yaml"))
  .map((name) => name.slice(0, -".yaml".length));

function textOf(name: string): string {
  return readFileSync(new URL(`${name}.yaml`, folder), "utf8");
}

/** What an import came to, in the form of a verdict. */
function verdictOf(name: string): Verdict {
  const imported = importCompose(textOf(name));
  const of = (outcome: string) => imported.notes.filter((note) => note.outcome === outcome).map(({ path }) => path);
  return {
    instances: imported.ok ? imported.experiment.services.map((service) => service.name) : [],
    changed: of("changed"),
    leftOut: of("left out"),
  };
}

test("there are thirty files, each with a verdict", () => {
  expect(names).toHaveLength(30);
  expect(Object.keys(verdicts)).toEqual(names);
});

describe.each(names)("%s", (name) => {
  test("is imported as expected", () => {
    expect(verdictOf(name)).toEqual(verdicts[name]);
  });

  test("what is made of it can be read, and imported again without a change", () => {
    const imported = importCompose(textOf(name));
    if (!imported.ok) return expect(verdicts[name]?.instances).toEqual([]);
    expect(parseExperiment(imported.text)).toEqual({ ok: true, experiment: imported.experiment });
    const again = importCompose(imported.text);
    expect(again).toMatchObject({ ok: true, text: imported.text, notes: [] });
  });

  test("every note has a line of the original, a reason and what to write instead", () => {
    const lines = textOf(name).split("\n");
    for (const note of importCompose(textOf(name)).notes) {
      expect(note.sentence).toMatch(/\S\.$/);
      expect(note.instead).toMatch(/\S/);
      expect(lines[note.line - 1], note.sentence).toMatch(/\S/);
    }
  });
});
