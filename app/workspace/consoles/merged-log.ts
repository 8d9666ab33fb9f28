import { createChanges } from "#app/workspace/consoles/changes";
import type { Lines, LogLine, RunLog } from "#app/workspace/consoles/run-log";

/** More lines than a view of several keeps; each console has its own. */
const keptLines = 200_000;

/** The lines of several logs in the order of their times; what a source has dropped stays until the view is too long itself. */
export class MergedLog implements Lines {
  readonly #changes = createChanges();
  readonly #sources: { log: RunLog; next: number }[];
  readonly #ends: (() => void)[];
  #lines: LogLine[] = [];
  #dropped = 0;

  constructor(logs: readonly RunLog[]) {
    this.#sources = logs.map((log) => ({ log, next: log.dropped }));
    this.#ends = logs.map((log) => log.subscribe(() => this.#collect()));
    this.#collect();
  }

  get all(): readonly LogLine[] {
    return this.#lines;
  }
  get dropped(): number {
    return this.#dropped;
  }
  get version(): number {
    return this.#changes.version;
  }

  subscribe(listener: () => void): () => void {
    return this.#changes.subscribe(listener);
  }

  clear(): void {
    this.#dropped += this.#lines.length;
    this.#lines = [];
    this.#changes.announce();
  }

  dispose(): void {
    for (const end of this.#ends) end();
  }

  #collect(): void {
    const fresh: LogLine[] = [];
    for (const source of this.#sources) {
      const { log } = source;
      for (let index = Math.max(0, source.next - log.dropped); index < log.all.length; index += 1) {
        const line = log.all[index];
        if (line !== undefined) fresh.push(line);
      }
      source.next = log.dropped + log.all.length;
    }
    if (fresh.length > 0) this.#insert(fresh.sort((a, b) => a.time - b.time));
    this.#changes.announce();
  }

  #insert(fresh: LogLine[]): void {
    const first = fresh[0]?.time ?? 0;
    let at = this.#lines.length;
    while (at > 0 && (this.#lines[at - 1]?.time ?? 0) > first) at -= 1;
    const tail = this.#lines.splice(at);
    const ordered = tail.length === 0 ? fresh : [...tail, ...fresh].sort((a, b) => a.time - b.time);
    for (const line of ordered) this.#lines.push(line);
    const over = this.#lines.length - keptLines;
    if (over <= 0) return;
    this.#lines = this.#lines.slice(over);
    this.#dropped += over;
  }
}
