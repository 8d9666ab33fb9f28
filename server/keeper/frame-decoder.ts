import { FRAME_HEADER_BYTES, type Frame, MAX_PAYLOAD_BYTES, ProtocolError } from "#server/keeper/protocol";

/** Cuts a byte stream into frames. Copies only a frame that is spread over several chunks. */
export class FrameDecoder {
  #parts: Buffer[] = [];
  #held = 0;

  /** Calls `receive` for each frame completed by this chunk, in order. Throws a ProtocolError at a frame that is too long. */
  push(chunk: Buffer, receive: (frame: Frame) => void): void {
    let at = 0;
    while (this.#held > 0 && at < chunk.length) {
      const taken = Math.min(this.#missing(), chunk.length - at);
      this.#hold(chunk.subarray(at, at + taken));
      at += taken;
      if (this.#missing() === 0) receive(this.#release());
    }
    for (let end = frameEnd(chunk, at); end !== null && end <= chunk.length; end = frameEnd(chunk, at)) {
      receive(frameAt(chunk, at, end));
      at = end;
    }
    if (at < chunk.length) this.#hold(chunk.subarray(at));
  }

  #hold(part: Buffer): void {
    this.#parts.push(part);
    this.#held += part.length;
  }

  /** Bytes until the header, or after it the frame, is complete. */
  #missing(): number {
    if (this.#held < FRAME_HEADER_BYTES) return FRAME_HEADER_BYTES - this.#held;
    const first = this.#parts[0];
    if (!first || first.length < FRAME_HEADER_BYTES) this.#parts = [Buffer.concat(this.#parts)];
    const end = frameEnd(this.#parts[0] ?? Buffer.alloc(0), 0);
    return end === null ? 0 : end - this.#held;
  }

  #release(): Frame {
    const whole = Buffer.concat(this.#parts);
    this.#parts = [];
    this.#held = 0;
    return frameAt(whole, 0, whole.length);
  }
}

function frameEnd(bytes: Buffer, at: number): number | null {
  if (bytes.length - at < FRAME_HEADER_BYTES) return null;
  const length = bytes.readUInt32BE(at + 5);
  if (length > MAX_PAYLOAD_BYTES) throw new ProtocolError(`a frame of ${length} bytes`);
  return at + FRAME_HEADER_BYTES + length;
}

function frameAt(bytes: Buffer, at: number, end: number): Frame {
  return {
    type: bytes.readUInt8(at),
    session: bytes.readUInt32BE(at + 1),
    payload: bytes.subarray(at + FRAME_HEADER_BYTES, end),
  };
}
