import type { FitAddon } from "@xterm/addon-fit";
import type { SearchAddon } from "@xterm/addon-search";
import type { Terminal } from "@xterm/xterm";
import { createStore, type StoreApi } from "zustand/vanilla";
import { sentenceOf } from "#app/workspace/connection/call-error";
import type { Connection } from "#app/workspace/connection/connection";
import { allows } from "#app/workspace/session/rights";
import { isPrompt } from "#app/workspace/terminals/prompt";
import type { TerminalSettings } from "#app/workspace/terminals/terminal-settings";
import { isTyped } from "#app/workspace/terminals/typing-together";
import type { TerminalId } from "#shared/ids";

/** What a screen says beside its text. */
export interface ScreenState {
  readonly stage: "loading" | "attaching" | "ready";
  readonly failure: string | null;
  /** Output was left out because this page could not keep up. */
  readonly gap: boolean;
  /** The shell's window title, if a program set one. */
  readonly title: string;
}

/** Acknowledged after so much was parsed: an eighth of the server's window of 512 KiB, so that it never runs dry. */
const acknowledgeBytes = 64 * 1024;
/** What is parsed and was not acknowledged yet is, after this long. */
const acknowledgeAfter = 20;
/** A pane is there within some frames; after a second somebody may have gone elsewhere. */
const focusFrames = 60;
/** Dragging a border resizes with every pixel; the shell is told when it rests. */
const resizeAfter = 80;
/** Largest piece of input in one signal: `maxInputBytes` of the catalogue, which would bring zod into the page. */
const pieceBytes = 16 * 1024;

/**
 * One terminal on this page: an xterm.js of its own and an exact stream of bytes into it. `#received` is the offset behind what was
 * handed to xterm.js, `#parsed` behind what it has dealt with. Bytes before `#live` are replay: nothing may answer them.
 */
export class Screen {
  /** Holds the terminal wherever it is shown. */
  readonly element = document.createElement("div");
  readonly state: StoreApi<ScreenState> = createStore(() => ({
    stage: "loading",
    failure: null,
    gap: false,
    title: "",
  }));
  readonly #id: TerminalId;
  readonly #connection: Connection;
  readonly #settings: TerminalSettings;
  /** Gets what a person typed or pasted here. */
  readonly #typed: (text: string) => void;
  readonly #xterm: Promise<Opened>;
  #opened: Opened | undefined;
  #received = 0;
  #parsed = 0;
  #acknowledged = 0;
  #live = 0;
  /** Of all pages that show this terminal the server has named this one to answer what programs ask. */
  #answers = false;
  #attempt = 0;
  #waiting: { offset: number; bytes: Uint8Array }[] | null = [];
  #ackTimer: ReturnType<typeof setTimeout> | undefined;
  #resizeTimer: ReturnType<typeof setTimeout> | undefined;
  #disposed = false;

  constructor(id: TerminalId, connection: Connection, settings: TerminalSettings, typed: (text: string) => void) {
    this.#id = id;
    this.#connection = connection;
    this.#settings = settings;
    this.#typed = typed;
    this.element.className = "h-full w-full";
    this.#xterm = this.#open();
  }

  /** Takes up the stream where it ended, at first or after a reconnection. */
  async attach(): Promise<void> {
    const attempt = ++this.#attempt;
    this.#waiting = [];
    try {
      const opened = await this.#xterm;
      if (this.#disposed || attempt !== this.#attempt) return;
      this.state.setState({ stage: "attaching", failure: null });
      const { begin, live, cols, rows, answers } = await this.#connection.call("terminal:attach", {
        id: this.#id,
        from: this.#received,
      });
      if (this.#disposed || attempt !== this.#attempt) return;
      if (begin !== this.#received) this.#restart(opened, begin);
      this.#acknowledged = begin;
      this.#live = live;
      this.#answers = answers;
      opened.xterm.resize(cols, rows);
      const waiting = this.#waiting ?? [];
      this.#waiting = null;
      for (const { offset, bytes } of waiting) this.receive(offset, bytes);
      this.state.setState({ stage: "ready" });
      this.fit();
    } catch (error) {
      if (attempt === this.#attempt) this.state.setState({ failure: sentenceOf(error) });
    }
  }

  /** Takes output; what it has already is ignored. */
  receive(offset: number, bytes: Uint8Array): void {
    if (this.#waiting !== null) {
      this.#waiting.push({ offset, bytes });
      return;
    }
    if (this.#opened === undefined || offset > this.#received) return;
    const fresh = bytes.subarray(this.#received - offset);
    if (fresh.length === 0) return;
    this.#received = offset + bytes.length;
    const end = this.#received;
    const attempt = this.#attempt;
    this.#opened.xterm.write(fresh, () => this.#dealtWith(end, attempt));
  }

  /** The bytes before `to` will not come. */
  gap(to: number): void {
    if (this.#opened === undefined) return;
    this.#restart(this.#opened, to);
    this.state.setState({ gap: true });
  }

  /** The shell has this size; every page shows that one. */
  sizeIs(cols: number, rows: number): void {
    const xterm = this.#opened?.xterm;
    if (xterm !== undefined && (xterm.cols !== cols || xterm.rows !== rows)) xterm.resize(cols, rows);
  }

  /** Whether this page is the one that answers what programs ask. */
  answersNow(answers: boolean): void {
    this.#answers = answers;
  }

  /** Asks the shell to take the size of the place where it is shown, soon. */
  fit(): void {
    clearTimeout(this.#resizeTimer);
    this.#resizeTimer = setTimeout(() => {
      if (!this.element.checkVisibility({ visibilityProperty: true }) || !this.#mayDrive()) return;
      const size = this.#opened?.fit.proposeDimensions();
      if (size === undefined || !(size.cols >= 2) || !(size.rows >= 2)) return;
      const fitting = { cols: Math.min(1000, size.cols), rows: Math.min(1000, size.rows) };
      this.#connection.signal("terminal:resize", { id: this.#id, ...fitting });
    }, resizeAfter);
  }

  /** Takes the focus as soon as it is in sight: a terminal that was just opened is not yet in its pane. */
  focus(frames = focusFrames): void {
    void this.#xterm.then(({ xterm }) => {
      if (this.#disposed || frames === 0) return;
      if (this.element.checkVisibility({ visibilityProperty: true })) xterm.focus();
      if (document.activeElement !== xterm.textarea) requestAnimationFrame(() => this.focus(frames - 1));
    });
  }

  /** Types; false when the connection is lost or one may only look. */
  type(text: string): boolean {
    if (!this.#mayDrive()) return false;
    const bytes = new TextEncoder().encode(text);
    for (let at = 0; at < bytes.length; at += pieceBytes) {
      const piece = bytes.slice(at, at + pieceBytes);
      if (!this.#connection.signal("terminal:input", { id: this.#id, bytes: piece })) return false;
    }
    return true;
  }

  /** Pastes as a terminal does: bracketed where the program asks for it. */
  paste(text: string): void {
    this.#opened?.xterm.paste(text);
  }

  get selection(): string {
    return this.#opened?.xterm.getSelection() ?? "";
  }

  /** Whether the shell waits for a command, as far as one can see: then closing it loses nothing but text. */
  get isAtPrompt(): boolean {
    const buffer = this.#opened?.xterm.buffer.active;
    if (buffer === undefined || buffer.type === "alternate" || this.state.getState().stage !== "ready") return false;
    const line = buffer.getLine(buffer.baseY + buffer.cursorY)?.translateToString(false, 0, buffer.cursorX);
    return line !== undefined && isPrompt(line);
  }

  get search(): SearchAddon | undefined {
    return this.#opened?.search;
  }

  /** Empties the scrollback of this page. */
  clear(): void {
    this.#opened?.xterm.clear();
  }

  forgetGap(): void {
    this.state.setState({ gap: false });
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#ackTimer);
    clearTimeout(this.#resizeTimer);
    this.#connection.signal("terminal:detach", { id: this.#id });
    this.#opened?.dispose();
    this.element.remove();
  }

  async #open(): Promise<Opened> {
    const { openXterm } = await import("#app/workspace/terminals/open-xterm");
    const opened = openXterm({
      element: this.element,
      settings: this.#settings,
      input: (text) => {
        this.type(text);
        if (isTyped(text)) this.#typed(text);
      },
      // One page of all answers a program's question, and never one that was asked before it looked.
      mayAnswer: () => this.#answers && this.#parsed >= this.#live,
      title: (title) => this.state.setState({ title }),
      fontChanged: () => this.fit(),
    });
    if (this.#disposed) opened.dispose();
    this.#opened = opened;
    return opened;
  }

  #restart({ xterm }: Opened, offset: number): void {
    xterm.reset();
    this.#received = offset;
    this.#parsed = offset;
    this.#acknowledged = offset;
  }

  #dealtWith(offset: number, attempt: number): void {
    if (attempt !== this.#attempt || offset > this.#received) return;
    this.#parsed = offset;
    if (offset - this.#acknowledged >= acknowledgeBytes) this.#acknowledge();
    else this.#ackTimer ??= setTimeout(() => this.#acknowledge(), acknowledgeAfter);
  }

  #acknowledge(): void {
    clearTimeout(this.#ackTimer);
    this.#ackTimer = undefined;
    if (this.#parsed <= this.#acknowledged) return;
    this.#acknowledged = this.#parsed;
    this.#connection.signal("terminal:ack", { id: this.#id, offset: this.#parsed });
  }

  #mayDrive(): boolean {
    return allows(this.#connection.right.getState(), "drive");
  }
}

/** An xterm.js with what belongs to it. */
export interface Opened {
  readonly xterm: Terminal;
  readonly fit: FitAddon;
  readonly search: SearchAddon;
  dispose(): void;
}
