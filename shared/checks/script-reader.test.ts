import { expect, it } from "vitest";
import { parseChecks } from "#shared/checks/parse-checks";
import { parseExperiment } from "#shared/experiment/parse-experiment";

const parsed = parseExperiment(
  "x-varlab: { title: T, toolchain: node, build: { command: make, artifacts: [] } }\nservices: { a: { image: varlab/node-run, command: [node] } }",
);
if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
const { experiment } = parsed;

function read(step: string, files: Record<string, string>) {
  const yaml = `checks:\n  - name: C\n    steps:\n      - script: ${step}\n`;
  const texts = Object.entries({ "a.yaml": yaml, ...files }).map(([path, text]) => ({ path, text }));
  return parseChecks(texts, experiment);
}

it("takes a script from the files beside it, with what runs it and where", () => {
  const found = read("probe.py", { "probe.py": "print(1)" });
  expect(found).toMatchObject({
    ok: true,
    checks: [
      {
        steps: [
          {
            title: "Run the script probe.py",
            action: { kind: "script", text: "print(1)", image: "varlab/node", argv: ["python3", "-u", "-"] },
          },
        ],
      },
    ],
  });
  expect(read("{ file: probe.sh, image: varlab/python }", { "probe.sh": "exit 0" })).toMatchObject({
    ok: true,
    checks: [{ steps: [{ action: { image: "varlab/python", argv: ["bash", "-s"] } }] }],
  });
});

it.each([
  ["probe.py", {}, "There is no file `probe.py` in `checks/`."],
  ["../secret.sh", { "probe.sh": "" }, "There is no file `../secret.sh`"],
  ["probe.rb", { "probe.rb": "" }, "Nothing is known that runs `probe.rb`."],
  ["{ file: probe.sh, image: evil }", { "probe.sh": "" }, "`image` cannot be `evil`."],
  ["{ image: varlab/node }", {}, "`file` is missing."],
  ["{ file: probe.sh, network: host }", { "probe.sh": "" }, "`network` is not known"],
])("%s is refused at its line", (step, files, sentence) => {
  const found = read(step, files);
  expect(found).toMatchObject({ ok: false, problems: [{ line: 4, sentence: expect.stringContaining(sentence) }] });
});
