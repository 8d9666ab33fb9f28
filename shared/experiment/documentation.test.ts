import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { launchFields, serviceImages, toolchains } from "#shared/experiment/experiment";
import { parseExperiment } from "#shared/experiment/parse-experiment";

const page = readFileSync(new URL("../../docs/experiments.md", import.meta.url), "utf8");

test("the example of the documentation is read without a problem", () => {
  const example = /```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? "";
  expect(parseExperiment(example)).toMatchObject({ ok: true, experiment: { name: "echo" } });
});

test("the documentation names every image, toolchain and launch field", () => {
  for (const word of [...serviceImages, ...toolchains, ...launchFields]) expect(page).toContain(`\`${word}\``);
});
