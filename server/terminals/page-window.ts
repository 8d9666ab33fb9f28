import type { TerminalId } from "#shared/ids";
import { terminalWindowBytes } from "#shared/socket/catalogue";

/** A terminal with this much under way to a page floods it. */
const FLOW_BYTES = 8 * 1024;
/** What several floods may have under way together: some 8 ms of a page's connection, which an echo among them waits for. */
const SHARED_BYTES = 128 * 1024;

/** How much output may be under way to one page, whose terminals share one connection. */
export class PageWindow {
  readonly #flows = new Set<TerminalId>();

  /** A terminal has so many bytes under way to the page; answers how many it may have. */
  share(terminal: TerminalId, underWay: number): number {
    if (underWay >= FLOW_BYTES) this.#flows.add(terminal);
    else this.#flows.delete(terminal);
    return this.#flows.size < 2 ? terminalWindowBytes : Math.max(FLOW_BYTES, SHARED_BYTES / this.#flows.size);
  }
}
