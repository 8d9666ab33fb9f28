import type { KeeperExit } from "#server/keeper/protocol";
import type { KeeperSession } from "#server/keeper/session";
import type { MachineKey } from "#server/machines/machine";
import { type FeedViewer, TerminalFeed } from "#server/terminals/feed";
import type { TerminalId, WorkspaceId } from "#shared/ids";
import { mayBecome, type TerminalState, terminalTransitions } from "#shared/states";
import type { TerminalTarget, TerminalView } from "#shared/views";

/** Output under way from the keeper; fills a link, and bounds what a paused terminal may still send. */
const KEEPER_WINDOW_BYTES = 256 * 1024;
/** History that is asked for when a terminal is taken up again: what the feed keeps. */
const ADOPTED_BYTES = 128 * 1024;
/** Typed while the link to the machine is being re-made: kept up to this size. */
const HELD_INPUT_BYTES = 64 * 1024;

export interface Size {
  readonly cols: number;
  readonly rows: number;
}

/** What is remembered of a terminal over a restart of this server. */
export interface TerminalRecord {
  readonly id: TerminalId;
  readonly target: TerminalTarget;
  readonly title: string;
  readonly createdAt: number;
}

/** One PTY shell and its viewers. It outlives them, and outlives this server in its keeper. */
export class Terminal {
  readonly workspace: WorkspaceId;
  readonly id: TerminalId;
  readonly target: TerminalTarget;
  readonly createdAt: number;
  title: string;
  readonly #changed: (terminal: Terminal) => void;
  readonly #sizes = new Map<string, Size>();
  readonly #feed: TerminalFeed;
  #state: TerminalState = "opening";
  #size: Size;
  #owner: string | undefined;
  #session: KeeperSession | undefined;
  #held: Uint8Array[] = [];
  #exitCode: number | undefined;
  #note: string | undefined;

  constructor(workspace: WorkspaceId, record: TerminalRecord, size: Size, changed: (terminal: Terminal) => void) {
    this.workspace = workspace;
    this.id = record.id;
    this.target = record.target;
    this.createdAt = record.createdAt;
    this.title = record.title;
    this.#size = size;
    this.#changed = changed;
    this.#feed = new TerminalFeed((offset) => this.#session?.ack(offset));
  }

  get state(): TerminalState {
    return this.#state;
  }

  get record(): TerminalRecord {
    return { id: this.id, target: this.target, title: this.title, createdAt: this.createdAt };
  }

  get machine(): MachineKey {
    return this.target.kind === "toolchain"
      ? { workspace: this.workspace, role: "toolchain" }
      : { workspace: this.workspace, role: "instance", name: this.target.name };
  }

  get view(): TerminalView {
    return {
      ...this.record,
      state: this.#state,
      cols: this.#size.cols,
      rows: this.#size.rows,
      exitCode: this.#exitCode,
      note: this.#note,
    };
  }

  /** Takes up its shell, at first or again through a new link, from where the feed ends. */
  run(session: KeeperSession): void {
    if (this.#state === "closed") return;
    this.#session = session;
    if (this.#state === "opening") this.#become("open");
    const { firstOffset, endOffset } = session.info;
    if (this.#feed.end === 0 && endOffset > ADOPTED_BYTES)
      this.#feed.skip(Math.max(firstOffset, endOffset - ADOPTED_BYTES));
    session.attach(
      { from: this.#feed.end, window: KEEPER_WINDOW_BYTES, paced: true },
      {
        data: ({ offset, bytes }) => this.#feed.receive(offset, bytes),
        gap: (_from, to) => this.#feed.skip(to),
        exit: (exit) => this.#exited(exit),
      },
    );
    session.exited.catch(() => {
      // The link broke; the shell lives on and `run` comes again, or `end` when its machine is gone.
      if (this.#session === session) this.#session = undefined;
    });
    for (const bytes of this.#held.splice(0)) this.#write(bytes);
  }

  /** Begins to show it to a viewer. Its own earlier size, if any, does not count until it types or resizes. */
  attach(viewer: FeedViewer, from: number): { begin: number; live: number; cols: number; rows: number } {
    return { ...this.#feed.attach(viewer, from), ...this.#size };
  }

  ack(viewer: string, offset: number): void {
    this.#feed.ack(viewer, offset);
  }

  /** A viewer has gone; the size stays until another driver types or resizes. */
  detach(viewer: string): void {
    this.#feed.detach(viewer);
    this.#sizes.delete(viewer);
    if (this.#owner === viewer) this.#owner = undefined;
  }

  /** Types. Whoever types owns the size from now on. */
  input(viewer: string, bytes: Uint8Array): void {
    if (this.#state !== "open" && this.#state !== "opening") return;
    if (this.#owner !== viewer) {
      this.#owner = viewer;
      const size = this.#sizes.get(viewer);
      if (size !== undefined) this.#resizeTo(size);
    }
    this.#feed.hurry();
    this.#write(bytes);
  }

  /** A driver's window has this size; it counts when nobody else owns the size. */
  resize(viewer: string, size: Size): void {
    this.#sizes.set(viewer, size);
    this.#owner ??= viewer;
    if (this.#owner === viewer) this.#resizeTo(size);
  }

  rename(title: string): void {
    this.title = title;
    this.#changed(this);
  }

  /** Kills the shell and everything in it. */
  async close(): Promise<void> {
    if (this.#state === "closed") return;
    if (this.#state === "open") this.#become("closing");
    await this.#session?.close().catch(() => undefined);
    this.end("It was closed.");
  }

  /** The shell is gone without an exit code; the text stays readable. */
  end(note: string): void {
    if (this.#state === "closed") return;
    this.#feed.flush();
    this.#note = note;
    this.#session = undefined;
    this.#become("closed");
  }

  dispose(): void {
    this.#feed.dispose();
    this.#session = undefined;
  }

  #exited(exit: KeeperExit): void {
    if (this.#state === "closed") return;
    this.#feed.flush();
    if (exit.ending.by === "code") this.#exitCode = exit.ending.code;
    else if (exit.ending.by === "signal") this.#note = `The shell was ended by signal ${exit.ending.signal}.`;
    const session = this.#session;
    this.#session = undefined;
    this.#become("closed");
    session?.close().catch(() => undefined);
  }

  #write(bytes: Uint8Array): void {
    const session = this.#session;
    if (session === undefined) {
      const held = this.#held.reduce((sum, one) => sum + one.length, 0);
      if (held + bytes.length <= HELD_INPUT_BYTES) this.#held.push(bytes);
      return;
    }
    // A shell that does not read for a megabyte of typing is not typed to any more; the keeper holds the order.
    if (session.backlog < 1024 * 1024) session.write(bytes).catch(() => undefined);
  }

  #resizeTo(size: Size): void {
    if (size.cols === this.#size.cols && size.rows === this.#size.rows) return;
    this.#size = size;
    this.#session?.resize(size.cols, size.rows);
    this.#changed(this);
  }

  #become(state: TerminalState): void {
    if (!mayBecome(terminalTransitions, this.#state, state)) return;
    this.#state = state;
    this.#changed(this);
  }
}
