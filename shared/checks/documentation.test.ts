import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { actionKeys } from "#shared/checks/action-reader";
import { parseChecks } from "#shared/checks/parse-checks";
import { parseExperiment } from "#shared/experiment/parse-experiment";

const page = readFileSync(new URL("../../docs/checks.md", import.meta.url), "utf8");
const experiments = readFileSync(new URL("../../docs/experiments.md", import.meta.url), "utf8");

test("the example of the documentation fits the example of the page about experiments", () => {
  const experiment = parseExperiment(/```yaml\n([\s\S]*?)```/.exec(experiments)?.[1] ?? "");
  if (!experiment.ok) throw new Error("the experiment of the documentation cannot be read");
  const text = /```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? "";
  const parsed = parseChecks(
    [
      { path: "echo.yaml", text },
      { path: "load.sh", text: "exit 0" },
    ],
    experiment.experiment,
  );
  expect(parsed.ok ? [] : parsed.problems).toEqual([]);
  const kinds = parsed.ok ? parsed.checks.flatMap((check) => check.steps.map(({ action }) => action.kind)) : [];
  expect([...new Set(kinds)].sort()).toEqual([...actionKeys].sort());
});

test("the documentation explains every kind of step", () => {
  for (const key of actionKeys) expect(page).toMatch(new RegExp(`^\\| .*\`${key}\``, "m"));
});
