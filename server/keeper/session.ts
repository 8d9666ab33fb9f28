import { createDeferred } from "#server/keeper/deferred";
import { KeeperError } from "#server/keeper/keeper-error";
import {
  type DataChunk,
  DEFAULT_WINDOW_BYTES,
  encodeAttach,
  encodeOffset,
  encodeSignal,
  encodeSize,
  INPUT_CREDIT_BYTES,
  type KeeperExit,
  MAX_PAYLOAD_BYTES,
  Request,
  type SessionInfo,
} from "#server/keeper/protocol";

export type AttachOptions = {
  /** First byte wanted; 0 by default, which answers with all the ring still holds. */
  readonly from?: number;
  /** Bytes in flight that are not yet acknowledged; 256 KiB by default. */
  readonly window?: number;
  /** The program waits for the acknowledgements of this attachment. */
  readonly paced?: boolean;
};

/** Called in stream order. Whoever listens must `ack` what it has dealt with, or output stops after `window` bytes. */
export type SessionListener = {
  data(chunk: DataChunk): void;
  gap?(from: number, to: number): void;
  exit?(exit: KeeperExit): void;
};

/** How a session reaches its link. */
export type SessionTransport = {
  send(type: Request, session: number, payload?: Uint8Array): void;
};

type Waiting = {
  bytes: Uint8Array;
  resolve: () => void;
  reject: (error: Error) => void;
};

/** One program, terminal or dial in the keeper, seen through one link. Outlives the link; a new link adopts it by its info. */
export class KeeperSession {
  readonly info: SessionInfo;
  /** Settles when the session has ended and its output was delivered (only while attached), or rejects when the link ends. */
  readonly exited: Promise<KeeperExit>;
  readonly #transport: SessionTransport;
  readonly #exit = createDeferred<KeeperExit>();
  readonly #closed = createDeferred<KeeperExit>();
  readonly #waiting: Waiting[] = [];
  #listener: SessionListener | null = null;
  #window = DEFAULT_WINDOW_BYTES;
  #acked = 0;
  #ackSent = 0;
  #ackPlanned = false;
  #inputSent: number;
  #inputConsumed: number;
  #failure: Error | null = null;

  constructor(info: SessionInfo, transport: SessionTransport) {
    this.info = info;
    this.#transport = transport;
    this.#inputSent = info.inputAccepted;
    // Until the keeper says how much is consumed, everything it may still hold counts.
    this.#inputConsumed = Math.max(0, info.inputAccepted - INPUT_CREDIT_BYTES);
    this.exited = this.#exit.promise;
  }

  get id(): number {
    return this.info.id;
  }

  get key(): string {
    return this.info.key;
  }

  /** Starts the delivery of output; replaces an earlier attachment of this link. */
  attach(options: AttachOptions, listener: SessionListener): void {
    const from = options.from ?? 0;
    this.#listener = listener;
    this.#window = options.window ?? DEFAULT_WINDOW_BYTES;
    this.#acked = from;
    this.#ackSent = from;
    this.#transport.send(Request.ATTACH, this.id, encodeAttach(from, this.#window, options.paced ?? false));
  }

  /** Ends the delivery of output; the session lives on. */
  detach(): void {
    this.#listener = null;
    this.#transport.send(Request.DETACH, this.id);
  }

  /** Everything before `offset` is dealt with. Cheap: told to the keeper once a turn, or after an eighth of the window. */
  ack(offset: number): void {
    if (offset <= this.#acked) return;
    this.#acked = offset;
    if (this.#acked - this.#ackSent >= this.#window / 8) this.#tellAck();
    else if (!this.#ackPlanned) {
      // However small the rest is, the program may be waiting for it: a ring of many short pieces is full early.
      this.#ackPlanned = true;
      setImmediate(() => {
        this.#ackPlanned = false;
        this.#tellAck();
      });
    }
  }

  /**
   * Resolves when the keeper has room for all of it; order is kept. At most 64 KiB go ahead of the program's reading.
   * When `dropped` aborts, what still waits here is forgotten, and the promise resolves.
   */
  write(bytes: Uint8Array, dropped?: AbortSignal): Promise<void> {
    if (this.#failure) return Promise.reject(this.#failure);
    if (dropped?.aborted === true) return Promise.resolve();
    if (this.#waiting.length === 0 && bytes.length <= this.#credit()) {
      this.#input(bytes);
      return Promise.resolve();
    }
    return new Promise<void>((resolve, reject) => {
      const waiting: Waiting = { bytes, resolve: settle(resolve), reject: settle(reject) };
      const drop = () => {
        const index = this.#waiting.indexOf(waiting);
        if (index >= 0) this.#waiting.splice(index, 1);
        waiting.resolve();
        this.#feed();
      };
      function settle<A extends unknown[]>(settled: (...values: A) => void): (...values: A) => void {
        return (...values) => {
          dropped?.removeEventListener("abort", drop);
          settled(...values);
        };
      }
      dropped?.addEventListener("abort", drop, { once: true });
      this.#waiting.push(waiting);
      this.#feed();
    });
  }

  /** Bytes handed to `write` that wait for the program to read. */
  get backlog(): number {
    return this.#waiting.reduce((sum, { bytes }) => sum + bytes.length, 0);
  }

  /** Closes stdin, types Ctrl-D on a PTY, shuts down the sending side of a dial; after everything written before. */
  async eof(): Promise<void> {
    await this.write(new Uint8Array());
    this.#transport.send(Request.EOF, this.id);
  }

  resize(cols: number, rows: number): void {
    this.#transport.send(Request.RESIZE, this.id, encodeSize(cols, rows));
  }

  /** `group`: the foreground group of a PTY, or the program's own. `session`: every process of it and their descendants. */
  signal(signal: number, scope: "group" | "session" = "group"): void {
    this.#transport.send(Request.SIGNAL, this.id, encodeSignal(signal, scope));
  }

  /** Kills every process of the session and makes the keeper forget it. Idempotent; rejects when the link ends first. */
  close(): Promise<KeeperExit> {
    if (!this.#failure) this.#transport.send(Request.CLOSE, this.id);
    return this.#closed.promise;
  }

  /** For the link: what the keeper said about this session. */
  readonly receive = {
    data: (chunk: DataChunk): void => this.#listener?.data(chunk),
    gap: (from: number, to: number): void => {
      this.#acked = Math.max(this.#acked, to);
      this.#ackSent = Math.max(this.#ackSent, to);
      this.#listener?.gap?.(from, to);
    },
    exit: (exit: KeeperExit): void => {
      this.#listener?.exit?.(exit);
      this.#exit.resolve(exit);
    },
    consumed: (total: number): void => {
      this.#inputConsumed = total;
      this.#feed();
    },
    closed: (exit: KeeperExit): void => {
      this.#exit.resolve(exit);
      this.#closed.resolve(exit);
      this.#fail(new KeeperError("ESRCH", "The session is closed."));
    },
    failed: (error: Error): void => {
      this.#exit.reject(error);
      this.#closed.reject(error);
      this.#fail(error);
    },
  };

  #tellAck(): void {
    if (this.#acked <= this.#ackSent || this.#failure) return;
    this.#ackSent = this.#acked;
    this.#transport.send(Request.ACK, this.id, encodeOffset(this.#acked));
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    for (const waiting of this.#waiting.splice(0)) waiting.reject(error);
  }

  #credit(): number {
    return INPUT_CREDIT_BYTES - (this.#inputSent - this.#inputConsumed);
  }

  #feed(): void {
    for (let first = this.#waiting[0]; first; first = this.#waiting[0]) {
      const part = first.bytes.subarray(0, Math.min(Math.max(this.#credit(), 0), MAX_PAYLOAD_BYTES));
      if (part.length === 0 && first.bytes.length > 0) return;
      this.#input(part);
      first.bytes = first.bytes.subarray(part.length);
      if (first.bytes.length > 0) continue;
      this.#waiting.shift();
      first.resolve();
    }
  }

  #input(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#inputSent += bytes.length;
    this.#transport.send(Request.INPUT, this.id, bytes);
  }
}
