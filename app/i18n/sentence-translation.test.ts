import { describe, expect, test } from "vitest";
import german from "#app/i18n/de/sentences.json";
import { createTranslation } from "#app/i18n/sentence-translation";
import { type CheckAction, fromOutside, type Match, throughPreview } from "#shared/checks/check";
import { stepTitle } from "#shared/checks/step-title";

const { spoken: translate, exactly } = createTranslation(german, "de");

describe("a sentence of a server in German", () => {
  test.each([
    ["This build is over.", "Dieser Build ist vorbei."],
    ["src/A b.java is a folder.", "src/A b.java ist ein Ordner."],
    ["There is no program “java” on server.", "Es gibt kein Programm „java“ auf server."],
    ["anton is deploying just now. Try again in a moment.", /^anton ist gerade beschäftigt: wird deployt\./],
    ["Waits until db is healthy", "Wartet, bis db gesund ist"],
    ["Start service1, service2 and service3", "service1, service2 und service3 starten"],
    ["anton and berta print “ready” 3 times", "anton und berta geben 3-mal „ready“ aus"],
    ["Build 7 took too long.", "Build 7 dauerte zu lange."],
  ])("“%s” is “%s”", (english, expected) => {
    if (typeof expected === "string") expect(translate(english)).toBe(expected);
    else expect(translate(english)).toMatch(expected);
  });

  test("may be several, one after the other", () => {
    expect(translate("The program was ended by KILL. Starts again in 5 s (restart 2).")).toBe(
      "Das Programm wurde durch KILL beendet. Startet wieder in 5 s (Neustart 2).",
    );
    expect(translate("anton is off, so it cannot ask. It printed nothing.")).toBe(
      "anton ist aus und kann nicht fragen. Ausgegeben wurde nichts.",
    );
  });

  test("is translated within another one", () => {
    expect(translate("anton ended: The program was ended by KILL., and this did not come. It printed last:")).toBe(
      "anton endete: Das Programm wurde durch KILL beendet., und das kam nicht. Zuletzt ausgegeben:",
    );
    expect(translate("This class is open in too many tabs. Close some of them, then reload this one.")).toMatch(
      /^Dieser Kurs ist in zu vielen Tabs offen\./,
    );
  });

  const line: Match = { kind: "text", value: "ready" };
  const like: Match = { kind: "pattern", value: "r.*y" };
  const request = { kind: "request", host: "web", port: 80, path: "/", method: "GET", send: null } as const;
  const answer = { status: null, body: null, lines: null } as const;
  const steps: readonly CheckAction[] = [
    { kind: "start", instances: ["a"] },
    { kind: "stop", instances: ["a", "b"] },
    { kind: "kill", instances: ["a", "b", "c"] },
    { kind: "type", at: "a", line: "hello there" },
    ...[line, like].flatMap((match) =>
      [["a"], ["a", "b"]].flatMap((at): CheckAction[] => [
        ...[1, 2, 3].map((count) => ({ kind: "log", at, match, count }) as const),
        { kind: "silent", at, match, forMs: 1 },
      ]),
    ),
    { kind: "exit", at: "a", code: 3 },
    ...[1, 2, 3].map((times) => ({ ...request, ...answer, from: throughPreview, times })),
    ...[1, 2, 3].map((times) => ({ ...request, ...answer, from: "a", times })),
    { kind: "unreachable", at: "a", port: 80, from: fromOutside },
    { kind: "unreachable", at: "a", port: 80, from: "b" },
    { kind: "run", at: "a", command: ["cat", "x"], logOf: null, code: 0, output: null },
  ];

  test.each(steps.map((action) => [stepTitle(action)]))("says what a step of a check does: “%s”", (title) => {
    expect(translate(title)).not.toBe(title);
    expect(translate(title)).not.toMatch(/print|asks| and |times|twice|cannot/);
  });

  test.each([
    "What nobody has translated. It ended in no known way and did not stop.",
    "Start the relay as the sheet says",
    "Both services answer",
    "",
  ])("stays as it is when it is none of ours: “%s”", (english) => {
    expect(translate(english)).toBe(english);
  });

  test("is translated beside a lecturer's own words only when it is wholly ours", () => {
    expect(exactly("Build the files")).toBe("Die Dateien bauen");
    expect(exactly("The broker does not run.")).toBe("The broker does not run.");
  });

  test.each([8, 27, 2000])("takes no time when a foreign text has %i sentences", (sentences) => {
    const long = "Nobody has written this. ".repeat(sentences).trim();
    const begun = performance.now();
    expect(translate(long)).toBe(long);
    expect(performance.now() - begun).toBeLessThan(500);
  });
});
