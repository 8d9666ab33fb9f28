import type { KeeperExit } from "#server/keeper/protocol";
import type { KeeperSession } from "#server/keeper/session";
import type { MachineKey } from "#server/machines/machine";
import { type FeedViewer, TerminalFeed } from "#server/terminals/feed";
import type { TerminalId, UserId, WorkspaceId } from "#shared/ids";
import { mayBecome, type TerminalState, terminalTransitions } from "#shared/states";
import type { TerminalTarget, TerminalView } from "#shared/views";

/** Output under way from the keeper: fills a link, and bounds what a paused terminal may still send to a page that is full. */
const KEEPER_WINDOW_BYTES = 128 * 1024;
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

/** One page that shows a terminal. */
export interface TerminalViewer extends FeedViewer {
  readonly user: UserId;
  /** It belongs to the workspace's owner. */
  readonly owns: boolean;
  /** Whether it may type at this moment. */
  readonly drives: boolean;
  /** Says whether it is the one page that answers what programs ask. */
  answerer(answers: boolean): void;
}

/** Hears of every terminal; what it does must not throw and not take time. */
export interface TerminalObserver {
  /** Its state, title or size is another one. */
  changed(terminal: Terminal): void;
  /** It printed, at that time in milliseconds since 1970. After a restart of this server what is known already may come again. */
  output(terminal: Terminal, offset: number, time: number, bytes: Uint8Array): void;
}

/** One PTY shell and its viewers. It outlives them, and outlives this server in its keeper. */
export class Terminal {
  readonly workspace: WorkspaceId;
  readonly id: TerminalId;
  readonly target: TerminalTarget;
  readonly createdAt: number;
  title: string;
  readonly #changed: (terminal: Terminal) => void;
  readonly #printed: TerminalObserver["output"];
  readonly #viewers = new Map<string, TerminalViewer>();
  readonly #sizes = new Map<string, Size>();
  readonly #feed: TerminalFeed;
  #state: TerminalState = "opening";
  #size: Size;
  /** The page whose size it is: who typed last. */
  #owner: string | undefined;
  #answerer: string | undefined;
  #session: KeeperSession | undefined;
  #held: { bytes: Uint8Array; dropped: AbortSignal }[] = [];
  #exitCode: number | undefined;
  #note: string | undefined;

  constructor(
    workspace: WorkspaceId,
    record: TerminalRecord,
    size: Size,
    changed: (terminal: Terminal) => void,
    printed: TerminalObserver["output"] = () => undefined,
  ) {
    this.workspace = workspace;
    this.id = record.id;
    this.target = record.target;
    this.createdAt = record.createdAt;
    this.title = record.title;
    this.#size = size;
    this.#changed = changed;
    this.#printed = printed;
    this.#feed = new TerminalFeed((offset) => this.#session?.ack(offset), KEEPER_WINDOW_BYTES);
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
      sizedBy: this.#owner === undefined ? undefined : this.#viewers.get(this.#owner)?.user,
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
        data: ({ offset, time, bytes }) => {
          this.#feed.receive(offset, bytes);
          // The keeper stamps a terminal's output by the second; what comes live is newer than that.
          this.#printed(this, offset, offset < endOffset ? time : Date.now(), bytes);
        },
        gap: (_from, to) => this.#feed.skip(to),
        exit: (exit) => this.#exited(exit),
      },
    );
    session.exited.catch(() => {
      // The link broke; the shell lives on and `run` comes again, or `end` when its machine is gone.
      if (this.#session === session) this.#session = undefined;
    });
    for (const { bytes, dropped } of this.#held.splice(0)) this.#write(bytes, dropped);
  }

  /** Begins to show it to a viewer. Its own earlier size, if any, does not count until it types or resizes. */
  attach(
    viewer: TerminalViewer,
    from: number,
  ): { begin: number; live: number; cols: number; rows: number; answers: boolean } {
    this.#viewers.set(viewer.id, viewer);
    this.#chooseAnswerer();
    return { ...this.#feed.attach(viewer, from), ...this.#size, answers: this.#answerer === viewer.id };
  }

  ack(viewer: string, offset: number): void {
    this.#feed.ack(viewer, offset);
  }

  /** A viewer has gone; its size goes to another driver's window, the owner's first. */
  detach(viewer: string): void {
    this.#feed.detach(viewer);
    this.#viewers.delete(viewer);
    this.#sizes.delete(viewer);
    this.recheck();
  }

  /** Looks again who may drive: a viewer who may not any more has neither size nor answers. */
  recheck(): void {
    for (const { id, drives } of this.#viewers.values()) if (!drives) this.#sizes.delete(id);
    if (this.#owner !== undefined && !this.#drives(this.#owner)) {
      const heirs = [...this.#sizes.keys()];
      const heir = heirs.find((id) => this.#viewers.get(id)?.owns) ?? heirs[0];
      this.#owner = undefined;
      if (heir !== undefined) this.#takeWheel(heir);
    }
    this.#chooseAnswerer();
  }

  /** Types. Whoever types owns the size from now on. What waits for the shell is forgotten when `dropped` aborts. */
  input(viewer: string, bytes: Uint8Array, dropped: AbortSignal): void {
    if (this.#state !== "open" && this.#state !== "opening") return;
    if (this.#owner !== viewer) this.#takeWheel(viewer);
    this.#feed.hurry();
    this.#write(bytes, dropped);
  }

  /** A driver's window has this size; it counts when nobody else owns the size. */
  resize(viewer: string, size: Size): void {
    this.#sizes.set(viewer, size);
    if (this.#owner === undefined) this.#takeWheel(viewer);
    else if (this.#owner === viewer) this.#resizeTo(size);
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

  #drives(viewer: string): boolean {
    return this.#viewers.get(viewer)?.drives === true;
  }

  #takeWheel(viewer: string): void {
    this.#owner = viewer;
    const size = this.#sizes.get(viewer);
    if (size === undefined || !this.#resizeTo(size)) this.#changed(this);
    this.#chooseAnswerer();
  }

  /** Exactly one page answers what programs ask: who is at the wheel, else who answered so far, else the owner's first. */
  #chooseAnswerer(): void {
    const drivers = [...this.#viewers.values()].filter(({ drives }) => drives);
    const chosen =
      drivers.find(({ id }) => id === this.#owner) ??
      drivers.find(({ id }) => id === this.#answerer) ??
      drivers.find(({ owns }) => owns) ??
      drivers[0];
    if (chosen?.id === this.#answerer) return;
    const before = this.#answerer === undefined ? undefined : this.#viewers.get(this.#answerer);
    this.#answerer = chosen?.id;
    before?.answerer(false);
    chosen?.answerer(true);
  }

  #write(bytes: Uint8Array, dropped: AbortSignal): void {
    const session = this.#session;
    if (session === undefined) {
      const held = this.#held.reduce((sum, one) => sum + one.bytes.length, 0);
      if (held + bytes.length <= HELD_INPUT_BYTES) this.#held.push({ bytes, dropped });
      return;
    }
    // A shell that does not read for a megabyte of typing is not typed to any more; the keeper holds the order.
    if (session.backlog < 1024 * 1024) session.write(bytes, dropped).catch(() => undefined);
  }

  /** Answers whether that was a change, which is then told. */
  #resizeTo(size: Size): boolean {
    if (size.cols === this.#size.cols && size.rows === this.#size.rows) return false;
    this.#size = size;
    this.#session?.resize(size.cols, size.rows);
    this.#changed(this);
    return true;
  }

  #become(state: TerminalState): void {
    if (!mayBecome(terminalTransitions, this.#state, state)) return;
    this.#state = state;
    this.#changed(this);
  }
}
