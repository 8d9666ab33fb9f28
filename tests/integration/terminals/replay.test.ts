import { readFileSync } from "node:fs";
import path from "node:path";
import { Terminal } from "@xterm/xterm";
import { expect, test } from "vitest";
import { muteAnswers } from "#app/workspace/terminals/mute-answers";
import type { TerminalId } from "#shared/ids";
import type { Notice } from "#shared/socket/catalogue";
import type { Page } from "../fixtures/page";
import { openShell, patient, withTerminals } from "./terminal-lab";

/** Asks who the terminal is, where its cursor is and which colours it has; what comes in is written to a file. */
const QUESTIONS = "\\033[c\\033[6n\\033]10;?\\007\\033]11;?\\007\\033[>c\\033[?1$p";
const program = (answers: string) =>
  `stty raw -echo; printf 'begin\\r\\n${QUESTIONS}end\\r\\n'; timeout --foreground 1 cat >${answers}; stty sane; echo all''done\n`;

const lab = withTerminals();

/** A page's terminal: a real xterm.js behind the product's rule for who answers. */
function createViewer(page: Page, id: TerminalId) {
  const xterm = new Terminal({ allowProposedApi: true });
  const typed: string[] = [];
  let [live, parsed, answers] = [0, 0, false];
  muteAnswers(xterm, () => answers && parsed >= live);
  xterm.onData((text) => {
    typed.push(text);
    page.socket.emit("terminal:input", { id, bytes: Buffer.from(text) });
  });
  page.socket.on("terminal:answerer", (notice: Notice<"terminal:answerer">) => {
    answers = notice.answers;
  });
  page.socket.on("terminal:output", ({ offset, bytes }: Notice<"terminal:output">) => {
    const end = offset + bytes.length;
    xterm.write(new Uint8Array(bytes), () => {
      parsed = end;
      page.socket.emit("terminal:ack", { id, offset: end });
    });
  });
  return {
    typed,
    parsed: () => parsed,
    async attach(from = 0) {
      parsed = from;
      const answer = await page.value("terminal:attach", { id, from });
      [live, answers] = [answer.live, answer.answers];
    },
  };
}

test("of three viewers one answers a program's questions, and no replay is ever answered", async () => {
  const owned = await lab.student();
  const tutor = await lab.tutor(owned);
  const pages = [await lab.page(owned), await lab.page(owned), await lab.page(tutor)];
  const [first] = pages;
  if (first === undefined) throw new Error("There is no page.");
  const id = await openShell(first);
  const viewers = pages.map((page) => createViewer(page, id));
  for (const viewer of viewers) await viewer.attach();
  const file = path.join(lab.folder, "answers");
  first.socket.emit("terminal:input", { id, bytes: Buffer.from(program(file)) });
  const text = () => Buffer.concat(first.heard("terminal:output").map(({ bytes }) => Buffer.from(bytes))).toString();
  await expect.poll(text, patient).toContain("alldone\r\n");

  const answered = readFileSync(file, "latin1");
  // Where xterm.js runs without a page it knows no colours; who it is and where the cursor is came once each.
  for (const answer of ["\u001b[?1;2c", "R", "\u001b[>0;"]) expect(answered.split(answer)).toHaveLength(2);
  expect(viewers.filter(({ typed }) => typed.length > 0)).toHaveLength(1);
  const [before, end] = [viewers.map(({ typed }) => typed.length), viewers[0]?.parsed() ?? 0];

  for (let round = 0; round < 2; round += 1) {
    const late = [await lab.page(owned), await lab.page(owned), await lab.page(tutor)];
    const again = late.map((page) => createViewer(page, id));
    for (const viewer of again) await viewer.attach();
    for (const viewer of viewers) await viewer.attach(viewer.parsed());
    for (const viewer of again) await expect.poll(viewer.parsed, patient).toBeGreaterThanOrEqual(end);
    expect(again.map(({ typed }) => typed)).toEqual([[], [], []]);
    for (const page of late) page.socket.close();
  }
  expect(viewers.map(({ typed }) => typed.length)).toEqual(before);
});
