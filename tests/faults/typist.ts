import type { LivePage } from "../support/live-page";
import type { TerminalReader } from "../support/terminal-reader";

/** Between two words: a quick typist's keys, so that every kill falls among them. */
const wordEveryMs = 10;

/** Somebody who types numbered words without end into a program that says them back. */
export interface Typist {
  /** The number that was said back last; 0 before the first one. */
  readonly heard: number;
  /** Numbers of the words that were said back, in the order of their coming. */
  saidBack(): number[];
  /** The number that was typed last. */
  readonly last: number;
  stop(): void;
}

/** Begins to type into a shell, which runs nothing but `cat` from now on. Types only while the page is connected, as a page does. */
export async function startTyping(page: LivePage, terminal: TerminalReader): Promise<Typist> {
  terminal.type("stty -echo; echo wo''rds; exec cat\r");
  await terminal.shows(/words\r\n/);
  let last = 0;
  const timer = setInterval(() => {
    if (!page.connected) return;
    last += 1;
    terminal.type(`word ${last}.\r`);
  }, wordEveryMs);
  return {
    saidBack: () => [...terminal.text().matchAll(/^word (\d+)\.\r$/gm)].map((match) => Number(match[1])),
    get heard() {
      return Number([...terminal.tail(200).matchAll(/^word (\d+)\.\r$/gm)].at(-1)?.[1] ?? 0);
    },
    get last() {
      return last;
    },
    stop: () => clearInterval(timer),
  };
}
