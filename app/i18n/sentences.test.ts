import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import ofDrafts from "#app/i18n/de/authoring-sentences.json";
import ofServers from "#app/i18n/de/sentences.json";
import { createTranslation } from "#app/i18n/sentence-translation";
import { refusedServiceKeys, refusedTopKeys } from "#shared/experiment/refused-keys";

const root = path.resolve(import.meta.dirname, "../..");

/** Whatever speaks in sentences that are translated only where they are read: the servers, and the readers of drafts. */
const servers = [
  ...["server", "app/_server", "app/api", "app/live", "app/workspace/connection"],
  ...["shared/failures.ts", "shared/experiment/arguments.ts", "shared/experiment/launch-lines.ts"],
];
const readers = ["shared/dockerfile", "shared/authoring", "shared/checks", "shared/experiment"];
/** Their sentences are for a log, for the shell, or for a page that the server makes itself. */
const speakToOthers = [
  ...["server/config.ts", "app/_server/config.ts", "app/_server/auth/universities.ts", "server/machines/containers.ts"],
  // Reasons as keys, not as words.
  ...["shared/experiment/launch-lines.ts", "shared/experiment/arguments.ts", "shared/experiment/diagnostics/gcc.ts"],
  ...["app/_server/auth/sign-in.ts", "app/_server/auth/enter-by-identity.ts", "server/previews/previews.ts"],
];

/** Errors whose words are shown. */
const shownErrors = /^(?:UserError|CallError|StepBroken|Unreachable)$/;
/** Fields, and the functions' arguments, whose words are shown even when they are no whole sentence. */
const shownFields = new Set(["sentence", "note", "stage", "reason", "says", "hint", "problem"]);
const shownArguments: Readonly<Record<string, number>> = { evidence: 0, stage: 0, onStage: 0, "build.say": 0 };
const unseenCalls = /(?:^|\.)log(?:ger)?\.\w+$|^console\.|\.describe$|[sS]etHeader|\$(?:query|execute)Raw/;

function filesIn(place: string): string[] {
  if (place.endsWith(".ts")) return [place];
  return readdirSync(path.join(root, place), { recursive: true, encoding: "utf8" })
    .map((name) => path.join(place, name))
    .filter((name) => /(?<!\.test)\.tsx?$/.test(name));
}

/** A literal as a template: "{0} is a folder." for `${path} is a folder.`; null for anything else. */
function templateOf(node: ts.Node): string | null {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return null;
  return node.head.text + node.templateSpans.map((span, index) => `{${index}}${span.literal.text}`).join("");
}

function isSentence(text: string): boolean {
  return /^(?:[A-Z“”`]|\{0\})/.test(text) && / /.test(text) && /[.!?:)…]$/.test(text) && /[a-z]{3}/.test(text);
}

/** Every text of a file that somebody reads: whole sentences, and what stands in the places of such. */
function spokenIn(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(path.join(root, file), "utf8"), ts.ScriptTarget.Latest, true);
  const spoken: string[] = [];

  function look(node: ts.Node, shown: boolean): void {
    const text = templateOf(node);
    if (text !== null) {
      const words = text.replaceAll(/\{\d\}/g, "");
      if ((shown && /[a-z]{2}/i.test(words)) || isSentence(text)) spoken.push(text);
    }
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node) || ts.isTaggedTemplateExpression(node)) return;
    if (ts.isNewExpression(node)) {
      const name = node.expression.getText();
      if (/Error$/.test(name) && !shownErrors.test(name)) return;
      const words = name === "UserError" ? 1 : 0;
      for (const [index, one] of (node.arguments ?? []).entries()) look(one, shownErrors.test(name) && index === words);
      return;
    }
    if (ts.isCallExpression(node)) {
      const name = node.expression.getText();
      if (unseenCalls.test(name)) return;
      look(node.expression, false);
      for (const [index, one] of node.arguments.entries()) look(one, isWords(name, index, node.arguments.length));
      return;
    }
    const passesOn = ts.isConditionalExpression(node) || ts.isParenthesizedExpression(node);
    ts.forEachChild(node, (child) => look(child, isShown(node, child) || (shown && passesOn)));
  }

  look(source, false);
  return spoken;
}

function isWords(called: string, index: number, of: number): boolean {
  return shownArguments[called] === index || (called === "say" && of === 2 && index === 1);
}

/** Whether a node puts its child where somebody reads it. */
function isShown(node: ts.Node, child: ts.Node): boolean {
  if (ts.isPropertyAssignment(node)) return child === node.initializer && shownFields.has(node.name.getText());
  if (!ts.isBinaryExpression(node) || child !== node.right) return false;
  const isAssignment = node.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  return isAssignment && /\.(?:note|stage)$/.test(node.left.getText());
}

const kinds = [
  { whose: "the servers", places: servers, german: ofServers },
  { whose: "the readers of drafts", places: readers, german: ofDrafts },
];

describe.each(kinds)("the sentences of $whose", ({ whose, places, german }) => {
  const spoken = places.flatMap(filesIn).flatMap((file) => {
    const isOthers = speakToOthers.includes(file) && !(whose === "the servers" && servers.includes(file));
    return isOthers ? [] : spokenIn(file).map((sentence) => ({ file, sentence }));
  });

  test("are all there in German", () => {
    const known = new Set(Object.keys(german).map((english) => english.replaceAll(/[[<](\d)[\]>]/g, "{$1}")));
    const missing = spoken.filter(({ sentence }) => !known.has(sentence));
    expect(missing.map(({ file, sentence }) => `${file}: ${sentence}`)).toEqual([]);
  });

  test("are found", () => {
    expect(spoken.length).toBeGreaterThan(300);
  });

  test("have the same places in German", () => {
    const placesIn = (text: string) => (text.match(/\{\d\}|\[\d\]|<\d>/g) ?? []).sort();
    const different = Object.entries(german).filter(([english, translated]) => {
      return JSON.stringify(placesIn(english)) !== JSON.stringify(placesIn(translated));
    });
    expect(different).toEqual([]);
  });
});

test("why a key of Compose is refused is there in German, though its sentence is put together", () => {
  const { spoken } = createTranslation(ofDrafts, "de");
  const reasons = Object.values({ ...refusedTopKeys, ...refusedServiceKeys }).map(({ sentence }) => sentence);
  expect(reasons.length).toBeGreaterThan(30);
  expect(reasons.filter((sentence) => spoken(sentence) === sentence)).toEqual([]);
});
