import { expect, test } from "vitest";
import { isTyped } from "#app/workspace/terminals/typing-together";

test("keys, pastes and cursor keys are typed", () => {
  for (const text of [
    "a",
    "ls -l\r",
    "\u0003",
    "\u001b[A",
    "\u001bOA",
    "\u001b",
    "\u001b[200~text\u001b[201~",
    "\u001b[15~",
    "日本",
  ])
    expect(isTyped(text), JSON.stringify(text)).toBe(true);
});

test("answers to programs, focus and mouse reports are not", () => {
  const answers = [
    "[?1;2c",
    "[>0;276;0c",
    "[12;40R",
    "[0n",
    "[?2004;1$y",
    "]10;rgb:0/0/0\u001b\\",
    "P1$r0m\u001b\\",
    "[I",
    "[O",
    "[<0;3;4M",
  ];
  for (const text of answers) expect(isTyped(`\u001b${text}`), text).toBe(false);
});
