import type { TerminalId } from "#shared/ids";
import type { Page } from "../../integration/fixtures/page";

/** A page's view of one terminal: what it was sent, joined by offset; acknowledges all of it. Throws when a byte came twice or is missing. */
export class Screen {
  readonly begin: number;
  readonly live: number;
  readonly gaps: number[] = [];
  #next: number;
  #parts: Buffer[] = [];
  readonly faults: string[] = [];

  private constructor(
    readonly page: Page,
    readonly id: TerminalId,
    answer: { begin: number; live: number },
  ) {
    this.begin = answer.begin;
    this.live = answer.live;
    this.#next = answer.begin;
  }

  /** Attaches from an offset; what arrives before the answer is taken up too. */
  static async attach(page: Page, id: TerminalId, from = 0): Promise<Screen> {
    const before = page.heard("terminal:output").length;
    const answer = await page.value("terminal:attach", { id, from });
    const screen = new Screen(page, id, answer);
    for (const notice of page.heard("terminal:output").slice(before)) screen.#take(notice);
    page.socket.on("terminal:output", (notice: { id: string; offset: number; bytes: Uint8Array }) =>
      screen.#take(notice),
    );
    page.socket.on("terminal:gap", (notice: { id: string; to: number }) => {
      if (notice.id !== id) return;
      screen.gaps.push(notice.to);
      screen.#next = notice.to;
    });
    return screen;
  }

  /** Offset behind the last byte that arrived. */
  get next(): number {
    return this.#next;
  }

  get text(): string {
    return Buffer.concat(this.#parts).toString("utf8");
  }

  type(text: string): void {
    this.page.socket.emit("terminal:input", { id: this.id, bytes: Buffer.from(text) });
  }

  #take({ id, offset, bytes }: { id: string; offset: number; bytes: Uint8Array }): void {
    if (id !== this.id) return;
    if (offset !== this.#next) this.faults.push(`expected ${this.#next}, got ${offset}`);
    this.#parts.push(Buffer.from(bytes));
    this.#next = offset + bytes.byteLength;
    this.page.socket.emit("terminal:ack", { id, offset: this.#next });
  }
}
