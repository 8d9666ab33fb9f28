/*
 * The keeper's protocol: what the workspace server and PID 1 of a container say to each other.
 *
 * Frame     u8 type · u32 session · u32 length · payload of at most 64 KiB. Integers are big endian, strings UTF-8.
 *           Session 0 is the link itself. The client chooses session ids; they live as long as the keeper, not as the link.
 *           A malformed frame ends the link that sent it and nothing else. HELLO comes first.
 *
 * We say                                                       The keeper says
 *   1 HELLO   u16 version                                      65 WELCOME  u16 version · 16 bytes boot id (new with each keeper)
 *   2 OPEN    u8 kind · u8 flags · u16 cols · u16 rows ·       66 SESSION  u8 kind · u8 alive · i32 pid · u8 ending · i32 value ·
 *             u32 ring · u8 nice · u16 oom · u16 port ·                    u64 first · u64 end · u64 input accepted ·
 *             u16 argc · u16 envc · then strings that each                 u64 started ms · u64 ended ms · key
 *             end in NUL: key, cwd (dial: the address),                    (answers OPEN; one for each session after LIST)
 *             argv…, env…                                      67 LISTED   u32 count (ends the answer to LIST)
 *   3 ATTACH  u64 from · u32 window · u8 flags                 68 DATA     u64 offset · u64 ms · u8 stream · bytes
 *   4 DETACH                                                   69 GAP      u64 from · u64 to (the ring no longer holds it)
 *   5 INPUT   bytes                                            70 EXIT     u8 ending · i32 value · u64 ms · u64 end
 *   6 EOF                                                      71 CONSUMED u64 input bytes the program took, in all
 *   7 RESIZE  u16 cols · u16 rows                              72 ERROR    u32 errno · u8 type of the request · text
 *   8 SIGNAL  u8 number · u8 scope                             73 CLOSED   as EXIT: killed and forgotten
 *   9 ACK     u64 offset
 *  10 CLOSE
 *  11 LIST
 *
 * Output    Each session keeps the last `ring` bytes of its output under 64-bit offsets. An attachment gets DATA from `from` on,
 *           at most `window` bytes beyond what it acknowledged. When a *paced* attachment's window is full the keeper stops
 *           reading the program (the newest paced attachment counts, older ones become unpaced). An unpaced attachment that
 *           falls behind gets GAP and goes on. Without an attachment output runs into the ring and the program never waits;
 *           flag 1 of OPEN (hold) keeps it unread until the first ATTACH or the end of the opening link.
 * End       EXIT follows the last DATA. Output of grandchildren that still hold the pipe is read as far as it was written when
 *           the main process ended. The session stays listed until CLOSE, which kills the whole process session, its descendants
 *           and whoever else carries the session's tag, a soft limit on file locks (which limits nothing) that the keeper sets.
 *           Flag 2 of OPEN (leased): the end of the opening link closes the session.
 * Input     At most 64 KiB may be accepted and not yet consumed per session, else ERROR ENOBUFS and that INPUT is dropped.
 *           CONSUMED goes to attached links. EOF closes stdin, types Ctrl-D on a PTY, shuts down a dial's sending side.
 * Dial      A TCP connection made inside the container. Always paced, held and leased.
 *           DATA without bytes says that the other side will send no more.
 */

export const PROTOCOL_VERSION = 1;
export const FRAME_HEADER_BYTES = 9;
export const MAX_PAYLOAD_BYTES = 64 * 1024;
/** Input one session holds for a program that does not read; the client's credit. */
export const INPUT_CREDIT_BYTES = 64 * 1024;
/** Four terminal rings fit; enough in flight to fill a link, little enough to keep an echo beside it quick. */
export const DEFAULT_WINDOW_BYTES = 256 * 1024;
/** Longest key of a session, in bytes. */
export const MAX_KEY_BYTES = 64;

export const Request = {
  HELLO: 1,
  OPEN: 2,
  ATTACH: 3,
  DETACH: 4,
  INPUT: 5,
  EOF: 6,
  RESIZE: 7,
  SIGNAL: 8,
  ACK: 9,
  CLOSE: 10,
  LIST: 11,
} as const;
export type Request = (typeof Request)[keyof typeof Request];

export const Answer = {
  WELCOME: 65,
  SESSION: 66,
  LISTED: 67,
  DATA: 68,
  GAP: 69,
  EXIT: 70,
  CONSUMED: 71,
  ERROR: 72,
  CLOSED: 73,
} as const;

const KINDS = ["pipes", "pty", "dial"] as const;
export type SessionKind = (typeof KINDS)[number];

/** How a session ended. `signal` is a number as in kill(2); `error` is an errno of a dial; `none` means it never ended by itself. */
export type KeeperEnding =
  | { readonly by: "none" }
  | { readonly by: "code"; readonly code: number }
  | { readonly by: "signal"; readonly signal: number }
  | { readonly by: "error"; readonly errno: number };

export type KeeperExit = {
  readonly ending: KeeperEnding;
  readonly endedAt: number;
  readonly endOffset: number;
};

/** A session as the keeper describes it; offsets in bytes, times in milliseconds since 1970 by the container's clock. */
export type SessionInfo = {
  readonly id: number;
  readonly kind: SessionKind;
  readonly key: string;
  readonly alive: boolean;
  readonly pid: number;
  readonly ending: KeeperEnding;
  readonly firstOffset: number;
  readonly endOffset: number;
  readonly inputAccepted: number;
  readonly startedAt: number;
  readonly endedAt: number | null;
};

export type OpenFields = {
  readonly kind: SessionKind;
  readonly hold: boolean;
  readonly leased: boolean;
  readonly cols: number;
  readonly rows: number;
  readonly ringBytes: number;
  readonly nice: number;
  readonly oomScore: number;
  readonly port: number;
  readonly key: string;
  /** The working directory, or the address of a dial. */
  readonly place: string;
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
};

/** `bytes` is a view of the transport's buffer, which is never reused: it may be kept. */
export type DataChunk = {
  readonly offset: number;
  readonly time: number;
  readonly stream: 0 | 1;
  readonly bytes: Buffer;
};

export type Frame = {
  readonly type: number;
  readonly session: number;
  readonly payload: Buffer;
};

/** Thrown when the other side does not speak this protocol. */
export class ProtocolError extends Error {
  override readonly name = "ProtocolError";
}

/** One frame, ready to be written. Throws a RangeError when the payload is too long. */
export function encodeFrame(type: Request | number, session: number, payload: Uint8Array = new Uint8Array()): Buffer {
  if (payload.length > MAX_PAYLOAD_BYTES) throw new RangeError(`a frame of ${payload.length} bytes is too long`);
  const frame = Buffer.allocUnsafe(FRAME_HEADER_BYTES + payload.length);
  frame.writeUInt8(type, 0);
  frame.writeUInt32BE(session, 1);
  frame.writeUInt32BE(payload.length, 5);
  frame.set(payload, FRAME_HEADER_BYTES);
  return frame;
}

export function encodeHello(): Buffer {
  return Buffer.from([PROTOCOL_VERSION >> 8, PROTOCOL_VERSION & 0xff]);
}

/** Throws a RangeError when a string holds NUL or a number does not fit. */
export function encodeOpen(fields: OpenFields): Buffer {
  const env = Object.entries(fields.env).map(([name, value]) => `${name}=${value}`);
  const strings = [fields.key, fields.place, ...fields.argv, ...env];
  if (strings.some((text) => text.includes("\0"))) throw new RangeError("a program's words cannot hold NUL");
  if (Buffer.byteLength(fields.key) > MAX_KEY_BYTES) throw new RangeError("a session's key is too long");
  const head = Buffer.alloc(19);
  head.writeUInt8(KINDS.indexOf(fields.kind), 0);
  head.writeUInt8((fields.hold ? 1 : 0) | (fields.leased ? 2 : 0), 1);
  head.writeUInt16BE(fields.cols, 2);
  head.writeUInt16BE(fields.rows, 4);
  head.writeUInt32BE(fields.ringBytes, 6);
  head.writeUInt8(fields.nice, 10);
  head.writeUInt16BE(fields.oomScore, 11);
  head.writeUInt16BE(fields.port, 13);
  head.writeUInt16BE(fields.argv.length, 15);
  head.writeUInt16BE(env.length, 17);
  return Buffer.concat([head, Buffer.from(strings.map((text) => `${text}\0`).join(""))]);
}

export function encodeAttach(from: number, windowBytes: number, paced: boolean): Buffer {
  const payload = Buffer.allocUnsafe(13);
  writeUInt64(payload, from, 0);
  payload.writeUInt32BE(windowBytes, 8);
  payload.writeUInt8(paced ? 1 : 0, 12);
  return payload;
}

export function encodeSize(cols: number, rows: number): Buffer {
  const payload = Buffer.allocUnsafe(4);
  payload.writeUInt16BE(cols, 0);
  payload.writeUInt16BE(rows, 2);
  return payload;
}

export function encodeSignal(signal: number, scope: "group" | "session"): Buffer {
  return Buffer.from([signal, scope === "session" ? 1 : 0]);
}

export function encodeOffset(offset: number): Buffer {
  const payload = Buffer.allocUnsafe(8);
  writeUInt64(payload, offset, 0);
  return payload;
}

export function decodeWelcome(payload: Buffer): {
  version: number;
  bootId: string;
} {
  expectBytes(payload, 18);
  return {
    version: payload.readUInt16BE(0),
    bootId: payload.toString("hex", 2, 18),
  };
}

export function decodeSession(id: number, payload: Buffer): SessionInfo {
  expectBytes(payload, 51);
  const kind = KINDS[payload.readUInt8(0)];
  if (!kind) throw new ProtocolError("a session of unknown kind");
  return {
    id,
    kind,
    alive: payload.readUInt8(1) === 1,
    pid: payload.readInt32BE(2),
    ending: decodeEnding(payload, 6),
    firstOffset: readUInt64(payload, 11),
    endOffset: readUInt64(payload, 19),
    inputAccepted: readUInt64(payload, 27),
    startedAt: readUInt64(payload, 35),
    endedAt: readUInt64(payload, 43) || null,
    key: payload.toString("utf8", 51),
  };
}

export function decodeData(payload: Buffer): DataChunk {
  expectBytes(payload, 17);
  const stream = payload.readUInt8(16) === 1 ? 1 : 0;
  return {
    offset: readUInt64(payload, 0),
    time: readUInt64(payload, 8),
    stream,
    bytes: payload.subarray(17),
  };
}

export function decodeGap(payload: Buffer): { from: number; to: number } {
  expectBytes(payload, 16);
  return { from: readUInt64(payload, 0), to: readUInt64(payload, 8) };
}

export function decodeExit(payload: Buffer): KeeperExit {
  expectBytes(payload, 21);
  return {
    ending: decodeEnding(payload, 0),
    endedAt: readUInt64(payload, 5),
    endOffset: readUInt64(payload, 13),
  };
}

export function decodeOffset(payload: Buffer): number {
  expectBytes(payload, 8);
  return readUInt64(payload, 0);
}

export function decodeError(payload: Buffer): {
  errno: number;
  request: number;
  text: string;
} {
  expectBytes(payload, 5);
  return {
    errno: payload.readUInt32BE(0),
    request: payload.readUInt8(4),
    text: payload.toString("utf8", 5),
  };
}

function decodeEnding(payload: Buffer, at: number): KeeperEnding {
  const value = payload.readInt32BE(at + 1);
  switch (payload.readUInt8(at)) {
    case 1:
      return { by: "code", code: value };
    case 2:
      return { by: "signal", signal: value };
    case 3:
      return { by: "error", errno: value };
    default:
      return { by: "none" };
  }
}

function expectBytes(payload: Buffer, least: number): void {
  if (payload.length < least) throw new ProtocolError(`a payload of ${payload.length} bytes, expected ${least}`);
}

/** Offsets and times stay far below 2^53, so numbers are exact. */
function readUInt64(payload: Buffer, at: number): number {
  return payload.readUInt32BE(at) * 0x1_0000_0000 + payload.readUInt32BE(at + 4);
}

function writeUInt64(payload: Buffer, value: number, at: number): void {
  payload.writeUInt32BE(Math.floor(value / 0x1_0000_0000), at);
  payload.writeUInt32BE(value % 0x1_0000_0000, at + 4);
}
