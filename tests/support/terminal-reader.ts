import type { TerminalId } from "#shared/ids";
import { eventually } from "../docker/eventually";
import type { LivePage } from "./live-page";

/** One viewer of a terminal: reads it without a hole, acknowledges, and attaches again where it was after a lost connection. */
export interface TerminalReader {
  /** Everything read so far. */
  text(): string;
  /** Bytes that came twice or not at all; stays empty. */
  readonly faults: readonly string[];
  type(text: string): void;
  /** Waits for output that matches, from `after` on; answers the match. */
  shows(pattern: RegExp, after?: number): Promise<RegExpExecArray>;
  /** Bytes read so far. */
  readonly length: number;
  /** The text of the last bytes, so many at most; cheap, however much was read. */
  tail(bytes: number): string;
  /** Resolves when more than so many bytes are read; one waits at a time. */
  grows(beyond: number): Promise<void>;
}

/** Attaches from the first byte that is kept. */
export async function readTerminal(page: LivePage, id: TerminalId): Promise<TerminalReader> {
  const parts: Buffer[] = [];
  const faults: string[] = [];
  let next = 0;
  let length = 0;
  let told: (() => void) | undefined;

  page.on("terminal:output", (notice) => {
    if (notice.id !== id) return;
    if (notice.offset > next) faults.push(`bytes ${next} to ${notice.offset} are missing`);
    // A duplicate is allowed to come; it is the reader's to drop.
    const fresh = Buffer.from(notice.bytes).subarray(Math.max(0, next - notice.offset));
    parts.push(fresh);
    next += fresh.length;
    length += fresh.length;
    told?.();
    page.signal("terminal:ack", { id, offset: next });
  });
  page.on("terminal:gap", (notice) => {
    if (notice.id !== id) return;
    faults.push(`a gap up to ${notice.to}`);
    next = notice.to;
  });
  async function attach(): Promise<void> {
    await page.value("terminal:attach", { id, from: next });
  }
  await attach();
  page.onReturn(() => void attach().catch((error: unknown) => faults.push(String(error))));

  const text = () => Buffer.concat(parts).toString("utf8");
  return {
    text,
    faults,
    get length() {
      return length;
    },
    tail(bytes) {
      let from = parts.length;
      for (let got = 0; from > 0 && got < bytes; got += parts[from]?.length ?? 0) from -= 1;
      return Buffer.concat(parts.slice(from)).subarray(-bytes).toString("utf8");
    },
    grows: (beyond) =>
      new Promise((resolve) => {
        told = () => {
          if (length <= beyond) return;
          told = undefined;
          resolve();
        };
        told();
      }),
    type: (typed) => page.signal("terminal:input", { id, bytes: new TextEncoder().encode(typed) }),
    shows: (pattern, after = 0) =>
      eventually(`${pattern} in the terminal`, () => pattern.exec(text().slice(after)) ?? undefined),
  };
}
