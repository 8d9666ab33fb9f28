import type { Duplex, Readable, Writable } from "node:stream";
import { createDeferred, type Deferred } from "#server/keeper/deferred";
import { createDialStream } from "#server/keeper/dial-stream";
import { FrameDecoder } from "#server/keeper/frame-decoder";
import { errnoName, KeeperError } from "#server/keeper/keeper-error";
import type { OpenProgram } from "#server/keeper/program";
import { type ProgramResult, type ProgramRun, runProgram } from "#server/keeper/program-run";
import {
  Answer,
  decodeData,
  decodeError,
  decodeExit,
  decodeGap,
  decodeOffset,
  decodeSession,
  decodeWelcome,
  encodeFrame,
  encodeHello,
  encodeOpen,
  type Frame,
  Request,
  type SessionInfo,
} from "#server/keeper/protocol";
import { KeeperSession } from "#server/keeper/session";

export type KeeperLink = {
  /** Must come first. Rejects when the keeper does not answer before the link ends. */
  hello(): Promise<{ version: number; bootId: string }>;
  /** Resolves once the program is executed; rejects with a KeeperError such as ENOENT, EACCES, EAGAIN, ENOSPC (64 sessions). */
  open(program: OpenProgram): Promise<KeeperSession>;
  /** All sessions of the keeper, also those that ended and were not closed. */
  list(): Promise<SessionInfo[]>;
  /** A session found by `list`, to be used through this link. The same object for the same id. */
  adopt(info: SessionInfo): KeeperSession;
  /** A short command with its output; kills it at the time limit. Rejects when it cannot be started. */
  run(program: ProgramRun): Promise<ProgramResult>;
  /** A TCP connection made inside the container, half-closable. Rejects with ECONNREFUSED, ETIMEDOUT and the like. */
  dial(address: string, port: number, options?: { timeoutMs?: number }): Promise<Duplex>;
  /** Resolves when the link has ended, with the reason. Never rejects. */
  readonly closed: Promise<Error>;
  /** Ends the link; programs and terminals live on. */
  end(): void;
};

/** Linux shows the victim's score; 500 puts programs well before the keeper (0). */
const DEFAULT_OOM_SCORE = 500;

/** Speaks with a keeper over any pair of streams, which the link owns from now on and destroys at its end. */
export function createKeeperLink({ input, output }: { input: Readable; output: Writable }): KeeperLink {
  return new Link(input, output);
}

class Link implements KeeperLink {
  readonly closed: Promise<Error>;
  readonly #input: Readable;
  readonly #output: Writable;
  readonly #decoder = new FrameDecoder();
  readonly #end = createDeferred<Error>();
  readonly #sessions = new Map<number, KeeperSession>();
  readonly #opening = new Map<number, Deferred<KeeperSession>>();
  readonly #hellos: Deferred<{ version: number; bootId: string }>[] = [];
  readonly #lists: Deferred<SessionInfo[]>[] = [];
  #listed: SessionInfo[] = [];
  #failure: Error | null = null;
  // Two servers may speak with one keeper for a moment; a random start keeps their ids apart.
  #nextId = 1 + Math.floor(Math.random() * 0x7fff_ffff);

  constructor(input: Readable, output: Writable) {
    this.closed = this.#end.promise;
    this.#input = input;
    this.#output = output;
    input.on("data", (chunk: Buffer) => this.#receive(chunk));
    input.once("end", () => this.#fail(new KeeperError("LINK_CLOSED", "The keeper's link ended.")));
    input.once("close", () => this.#fail(new KeeperError("LINK_CLOSED", "The keeper's link closed.")));
    for (const stream of [input, output]) stream.on("error", (error: Error) => this.#fail(error));
  }

  hello(): Promise<{ version: number; bootId: string }> {
    return this.#ask(this.#hellos, Request.HELLO, encodeHello());
  }

  list(): Promise<SessionInfo[]> {
    return this.#ask(this.#lists, Request.LIST);
  }

  open(program: OpenProgram): Promise<KeeperSession> {
    return this.#open(
      encodeOpen({
        kind: program.kind,
        hold: program.hold ?? false,
        leased: program.leased ?? false,
        cols: program.cols ?? 80,
        rows: program.rows ?? 24,
        ringBytes: program.ringBytes ?? 0,
        nice: program.nice ?? 0,
        oomScore: program.oomScore ?? DEFAULT_OOM_SCORE,
        port: 0,
        key: program.key ?? "",
        place: program.cwd ?? "",
        argv: program.argv,
        env: program.env ?? {},
      }),
    ).opened;
  }

  adopt(info: SessionInfo): KeeperSession {
    const known = this.#sessions.get(info.id);
    if (known) return known;
    const session = new KeeperSession(info, {
      send: (type, id, payload) => this.#send(type, id, payload),
    });
    if (this.#failure) session.receive.failed(this.#failure);
    else this.#sessions.set(info.id, session);
    return session;
  }

  run(program: ProgramRun): Promise<ProgramResult> {
    return runProgram((opened) => this.open(opened), program);
  }

  async dial(address: string, port: number, options: { timeoutMs?: number } = {}): Promise<Duplex> {
    const fields = {
      kind: "dial",
      hold: true,
      leased: true,
      cols: 0,
      rows: 0,
      ringBytes: 0,
      nice: 0,
      oomScore: 0,
    } as const;
    const { id, opened } = this.#open(
      encodeOpen({
        ...fields,
        port,
        key: "",
        place: address,
        argv: [],
        env: {},
      }),
    );
    const timer =
      options.timeoutMs === undefined ? undefined : setTimeout(() => this.#giveUp(id, address), options.timeoutMs);
    try {
      return createDialStream(await opened);
    } finally {
      clearTimeout(timer);
    }
  }

  end(): void {
    this.#fail(new KeeperError("LINK_CLOSED", "The keeper's link was ended."));
  }

  #giveUp(id: number, address: string): void {
    const opening = this.#opening.get(id);
    this.#opening.delete(id);
    opening?.reject(new KeeperError("ETIMEDOUT", `${address} did not answer in time.`));
    this.#send(Request.CLOSE, id);
  }

  #open(payload: Buffer): { id: number; opened: Promise<KeeperSession> } {
    const id = this.#nextId;
    this.#nextId = id === 0xffff_ffff ? 1 : id + 1;
    const opening = createDeferred<KeeperSession>();
    if (this.#failure) opening.reject(this.#failure);
    else {
      const frame = encodeFrame(Request.OPEN, id, payload);
      this.#opening.set(id, opening);
      this.#output.write(frame);
    }
    return { id, opened: opening.promise };
  }

  #ask<T>(queue: Deferred<T>[], type: Request, payload?: Uint8Array): Promise<T> {
    const answer = createDeferred<T>();
    if (this.#failure) answer.reject(this.#failure);
    else {
      queue.push(answer);
      this.#send(type, 0, payload);
    }
    return answer.promise;
  }

  #send(type: Request, session: number, payload?: Uint8Array): void {
    if (!this.#failure) this.#output.write(encodeFrame(type, session, payload));
  }

  #receive(chunk: Buffer): void {
    try {
      this.#decoder.push(chunk, (frame) => this.#dispatch(frame));
    } catch (error) {
      this.#fail(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #dispatch({ type, session: id, payload }: Frame): void {
    const session = this.#sessions.get(id);
    switch (type) {
      case Answer.DATA:
        session?.receive.data(decodeData(payload));
        return;
      case Answer.CONSUMED:
        session?.receive.consumed(decodeOffset(payload));
        return;
      case Answer.GAP: {
        const { from, to } = decodeGap(payload);
        session?.receive.gap(from, to);
        return;
      }
      case Answer.EXIT:
        session?.receive.exit(decodeExit(payload));
        return;
      case Answer.CLOSED:
        this.#sessions.delete(id);
        session?.receive.closed(decodeExit(payload));
        return;
      case Answer.SESSION:
        this.#described(decodeSession(id, payload));
        return;
      case Answer.LISTED:
        this.#lists.shift()?.resolve(this.#listed);
        this.#listed = [];
        return;
      case Answer.WELCOME:
        this.#hellos.shift()?.resolve(decodeWelcome(payload));
        return;
      case Answer.ERROR:
        this.#refused(id, payload);
        return;
    }
  }

  #described(info: SessionInfo): void {
    const opening = this.#opening.get(info.id);
    if (opening) {
      this.#opening.delete(info.id);
      opening.resolve(this.adopt(info));
    } else if (this.#lists.length > 0) this.#listed.push(info);
  }

  #refused(id: number, payload: Buffer): void {
    const { errno, request, text } = decodeError(payload);
    const error = new KeeperError(errnoName(errno), text);
    if (request === Request.OPEN) {
      this.#opening.get(id)?.reject(error);
      this.#opening.delete(id);
    }
    // A session that the keeper does not know any more was closed by another link.
    if (request === Request.CLOSE || request === Request.ATTACH) {
      this.#sessions.get(id)?.receive.failed(error);
      this.#sessions.delete(id);
    }
  }

  #fail(error: Error): void {
    if (this.#failure) return;
    this.#failure = error;
    this.#output.end();
    this.#input.destroy();
    for (const queue of [this.#hellos, this.#lists]) for (const answer of queue.splice(0)) answer.reject(error);
    for (const opening of this.#opening.values()) opening.reject(error);
    for (const session of this.#sessions.values()) session.receive.failed(error);
    this.#opening.clear();
    this.#sessions.clear();
    this.#end.resolve(error);
  }
}
