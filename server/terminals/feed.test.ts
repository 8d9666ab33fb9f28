import { describe, expect, it } from "vitest";
import { type FeedViewer, TerminalFeed } from "#server/terminals/feed";
import { terminalWindowBytes } from "#shared/socket/catalogue";

/** A viewer that keeps what it got and knows at which offset it is. */
class Witness implements FeedViewer {
  text = "";
  next: number | undefined;
  allowed = terminalWindowBytes;
  readonly gaps: number[] = [];
  constructor(
    readonly id: string,
    readonly paces = true,
  ) {}
  window(): number {
    return this.allowed;
  }
  output(offset: number, bytes: Uint8Array): void {
    if (this.next !== undefined && offset !== this.next) throw new Error(`expected ${this.next}, got ${offset}`);
    this.text += Buffer.from(bytes).toString("latin1");
    this.next = offset + bytes.length;
  }
  gap(to: number): void {
    this.gaps.push(to);
    this.next = to;
  }
}

function numbered(from: number, count: number): Buffer {
  return Buffer.from(Array.from({ length: count }, (_, index) => `${from + index}\n`).join(""));
}

const block = Buffer.alloc(64 * 1024, "x");
const sourceWindow = 128 * 1024;

function until(condition: () => boolean): Promise<void> {
  return expect.poll(condition, { interval: 2, timeout: 3000 }).toBe(true);
}

describe("TerminalFeed", () => {
  it("sends the echo of each key at once, also of keys that follow each other quickly", () => {
    const feed = new TerminalFeed(() => undefined, sourceWindow);
    const viewer = new Witness("one");
    feed.attach(viewer, 0);
    for (const key of "quick") {
      feed.hurry();
      feed.receive(feed.end, Buffer.from(key));
      expect(viewer.text.at(-1)).toBe(key);
    }
    feed.dispose();
  });

  it("keeps pieces of every size whole for who comes later, in small steps", async () => {
    const feed = new TerminalFeed(() => undefined, sourceWindow);
    let all = "";
    for (let piece = 0; piece < 4000; piece += 1) {
      const text = String(piece % 10).repeat(1 + ((piece * 37) % (piece % 50 === 0 ? 3000 : 40)));
      feed.receive(feed.end, Buffer.from(text));
      all += text;
    }
    const late = new Witness("late");
    const steps: number[] = [];
    const output = late.output.bind(late);
    late.output = (offset, bytes) => {
      steps.push(bytes.length);
      output(offset, bytes);
    };
    const { begin, live } = feed.attach(late, 0);
    await until(() => late.next === live);
    expect(late.text).toBe(all.slice(begin));
    expect(late.text.length).toBeGreaterThan(120 * 1024);
    expect(Math.max(...steps)).toBeLessThanOrEqual(4096);
    feed.dispose();
  });

  it("gives every viewer every byte once and in order", async () => {
    const feed = new TerminalFeed(() => undefined, sourceWindow);
    const [one, two] = [new Witness("one"), new Witness("two", false)];
    feed.attach(one, 0);
    let all = "";
    for (let i = 0; i < 200; i += 1) {
      const bytes = numbered(i * 10, 10);
      feed.receive(feed.end, bytes);
      all += bytes.toString();
      if (i === 50) feed.attach(two, 0);
    }
    await until(() => one.text.length === all.length && two.text.length === all.length);
    expect(one.text).toBe(all);
    expect(two.text).toBe(all);
    feed.dispose();
  });

  it("ignores what it has already, so that a doubled replay does no harm", async () => {
    const feed = new TerminalFeed(() => undefined, sourceWindow);
    const one = new Witness("one");
    feed.attach(one, 0);
    feed.receive(0, Buffer.from("hello "));
    feed.receive(0, Buffer.from("hello world"));
    await until(() => one.text === "hello world");
    expect(feed.end).toBe(11);
    feed.dispose();
  });

  it("goes on from an offset, and says what was before now", async () => {
    const feed = new TerminalFeed(() => undefined, sourceWindow);
    feed.receive(0, Buffer.from("0123456789"));
    const one = new Witness("one");
    expect(feed.attach(one, 4)).toEqual({ begin: 4, live: 10 });
    await until(() => one.text === "456789");
    feed.dispose();
  });

  it("sends the first byte after a pause at once", async () => {
    const feed = new TerminalFeed(() => undefined, sourceWindow);
    const one = new Witness("one");
    feed.attach(one, 0);
    const attachedAt = performance.now();
    await until(() => performance.now() - attachedAt > 20);
    feed.receive(0, Buffer.from("a"));
    expect(one.text).toBe("a");
    feed.dispose();
  });

  it("lets the source have no more under way than a driver among many floods may", () => {
    let acknowledged = 0;
    const feed = new TerminalFeed((offset) => {
      acknowledged = offset;
    }, sourceWindow);
    const driver = new Witness("driver");
    driver.allowed = 16 * 1024;
    feed.attach(driver, 0);
    for (let piece = 0; piece < 4; piece += 1) {
      feed.receive(feed.end, block);
      feed.flush();
      feed.ack("driver", feed.end);
      expect(acknowledged + sourceWindow - feed.end).toBe(Math.min(driver.allowed, sourceWindow));
    }
    driver.allowed = terminalWindowBytes;
    feed.receive(feed.end, Buffer.from("x"));
    feed.flush();
    expect(acknowledged).toBe(feed.end);
    feed.dispose();
  });

  it("makes the source wait for a driver that does not keep up, and goes on with its acknowledgement", () => {
    let acknowledged = 0;
    const feed = new TerminalFeed((offset) => {
      acknowledged = offset;
    }, sourceWindow);
    const driver = new Witness("driver");
    feed.attach(driver, 0);
    while (feed.end < terminalWindowBytes + block.length) feed.receive(feed.end, block);
    expect(acknowledged).toBeLessThan(terminalWindowBytes);
    feed.flush();
    feed.ack("driver", driver.next ?? 0);
    expect(acknowledged).toBe(feed.end);
    expect(driver.gaps).toEqual([]);
    feed.dispose();
  });

  it("drops a slow onlooker to a gap and slows neither the source nor the driver", async () => {
    let acknowledged = 0;
    const feed = new TerminalFeed((offset) => {
      acknowledged = offset;
    }, sourceWindow);
    const [driver, onlooker] = [new Witness("driver"), new Witness("onlooker", false)];
    feed.attach(driver, 0);
    feed.attach(onlooker, 0);
    await until(() => driver.next === undefined);
    for (let i = 0; i < 40; i += 1) {
      feed.receive(feed.end, block);
      feed.flush();
      feed.ack("driver", driver.next ?? 0);
    }
    expect(acknowledged).toBe(feed.end);
    expect(driver.text.length).toBe(40 * block.length);
    const stoppedAt = onlooker.next ?? 0;
    expect(stoppedAt).toBeLessThan(feed.end);
    feed.ack("onlooker", stoppedAt);
    expect(onlooker.gaps).toEqual([feed.first]);
    expect(onlooker.next).toBe(feed.end);
    feed.dispose();
  });

  it("stops waiting for a driver that acknowledges nothing", async () => {
    let acknowledged = 0;
    const feed = new TerminalFeed((offset) => {
      acknowledged = offset;
    }, sourceWindow);
    feed.attach(new Witness("hidden"), 0);
    while (feed.end < 2 * terminalWindowBytes) feed.receive(feed.end, block);
    expect(acknowledged).toBeLessThan(feed.end);
    await until(() => acknowledged === feed.end);
    feed.dispose();
  });

  it("keeps a bounded history", () => {
    const feed = new TerminalFeed(() => undefined, sourceWindow);
    for (let i = 0; i < 100; i += 1) feed.receive(feed.end, block);
    expect(feed.end - feed.first).toBeLessThanOrEqual(192 * 1024);
    expect(feed.attach(new Witness("late"), 0).begin).toBe(feed.first);
    feed.dispose();
  });
});
