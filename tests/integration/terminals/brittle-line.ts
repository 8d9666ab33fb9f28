import { connect, createServer, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** A line to a server that breaks in the middle of whatever it carries. */
export interface BrittleLine {
  readonly port: number;
  /** The next connection breaks when it has carried so many bytes from the server: after exactly these, whatever they are part of. */
  breakAfter(bytes: number): void;
}

/** A proxy before `port`; goes with the test. */
export async function openBrittleLine(port: number): Promise<BrittleLine> {
  const sockets = new Set<Socket>();
  let allowed = Number.POSITIVE_INFINITY;
  const proxy = createServer((browser) => {
    const server = connect(port, "127.0.0.1");
    let left = allowed;
    const cut = () => {
      browser.destroy();
      server.destroy();
    };
    for (const socket of [browser, server]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on("error", cut);
      socket.on("close", () => {
        sockets.delete(socket);
        if (left > 0) cut();
      });
    }
    browser.pipe(server);
    server.on("data", (bytes: Buffer) => {
      const part = bytes.subarray(0, left);
      left -= part.length;
      browser.write(part);
      if (left > 0) return;
      // What was carried arrives; then both ends see the line break.
      server.destroy();
      browser.end();
      browser.resume();
    });
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    proxy.close();
  });
  const address = proxy.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    breakAfter(bytes) {
      allowed = bytes;
    },
  };
}
