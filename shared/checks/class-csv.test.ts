import { expect, test } from "vitest";
import { classCsv } from "#shared/checks/class-csv";
import { ClassCheckView } from "#shared/checks/class-views";

test("each student is a line, each check a column, and nothing a student wrote becomes a formula or a cell of its own", () => {
  const view = ClassCheckView.parse({
    ...{ id: "cls_1", experiment: "echo", state: "finished", by: "Laura", createdAt: 0 },
    results: [
      {
        ...{ workspace: "w1", student: "Albers, Anna", state: "failed", endedAt: 0 },
        checks: [
          { name: "One", state: "passed" },
          { name: "Two", state: "failed" },
        ],
        note: '=HYPERLINK("http://example.org")\nx',
      },
      { workspace: "w2", student: "Ben", state: "waiting", checks: [] },
    ],
  });
  expect(classCsv(view)).toBe(
    [
      "Student,Result,Passed,Of,One,Two,What did not hold,Checked at",
      `"Albers, Anna",failed,1,2,passed,failed,"'=HYPERLINK(""http://example.org"")\nx",1970-01-01T00:00:00.000Z`,
      "Ben,waiting,0,0,,,,",
      "",
    ].join("\r\n"),
  );
});
