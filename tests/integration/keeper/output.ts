import { onTestFailed } from "vitest";
import type { KeeperExit } from "#server/keeper/protocol";
import type { AttachOptions, KeeperSession } from "#server/keeper/session";

/** What an attachment delivered, with offsets checked: a hole without a gap, or a byte twice, is an error. */
export type Output = {
  readonly text: string;
  readonly bytes: Buffer;
  readonly end: number;
  readonly gaps: readonly { from: number; to: number }[];
  readonly exit: KeeperExit | null;
  readonly chunks: readonly { stream: number; time: number; text: string }[];
  /** Resolves when `found` answers true; asked after each delivery. */
  until(found: (output: Output) => boolean): Promise<void>;
};

/** Attaches and collects; acknowledges at once unless `mute`. Shows its last words when the test fails. */
export function collectOutput(session: KeeperSession, options: AttachOptions & { mute?: boolean } = {}): Output {
  const parts: Buffer[] = [];
  const gaps: { from: number; to: number }[] = [];
  const chunks: { stream: number; time: number; text: string }[] = [];
  const waiting = new Set<() => void>();
  let end: number | null = null;
  let exit: KeeperExit | null = null;
  const output: Output = {
    get text() {
      return Buffer.concat(parts).toString();
    },
    get bytes() {
      return Buffer.concat(parts);
    },
    get end() {
      return end ?? 0;
    },
    gaps,
    chunks,
    get exit() {
      return exit;
    },
    until(found) {
      return new Promise((resolve) => {
        const look = () => {
          if (!found(output)) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      });
    },
  };
  const tell = () => {
    for (const look of [...waiting]) look();
  };
  onTestFailed(() => console.error(`${session.id} saw ${JSON.stringify(output.text.slice(-1000))}`));
  session.attach(options, {
    data({ offset, stream, time, bytes }) {
      if (end !== null && offset !== end) throw new Error(`expected offset ${end}, got ${offset}`);
      end = offset + bytes.length;
      parts.push(bytes);
      chunks.push({ stream, time, text: bytes.toString() });
      if (!options.mute) session.ack(end);
      tell();
    },
    gap(from, to) {
      if (end !== null && from !== end) throw new Error(`a gap from ${from}, expected ${end}`);
      end = to;
      gaps.push({ from, to });
      tell();
    },
    exit(reported) {
      exit = reported;
      tell();
    },
  });
  return output;
}
