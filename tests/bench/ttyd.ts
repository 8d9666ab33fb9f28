import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { WebSocket } from "ws";
import { type Line, shows } from "./line";

/** A ttyd that opens shells in a container of ours: what a plain web terminal would be. */
export interface Ttyd {
  /** A shell of its own that has shown its prompt. */
  open(): Promise<Line>;
  dispose(): Promise<void>;
}

/** ttyd's messages begin with a digit for what they are; both directions use the same one for text. */
const text = "0";

/** Does the work beside a ttyd of its own where one is on this machine's PATH, and without one where there is none. */
export async function withTtyd<T>(container: string, work: (ttyd: Ttyd | undefined) => Promise<T>): Promise<T> {
  const there = spawnSync("ttyd", ["--version"]).status === 0;
  if (!there) return work(undefined);
  const ttyd = await createTtyd(container);
  try {
    return await work(ttyd);
  } finally {
    await ttyd.dispose();
  }
}

/** Starts ttyd on a free port of the loopback address. */
async function createTtyd(container: string): Promise<Ttyd> {
  const shell = ["docker", "exec", "--interactive", "--tty", container, "/bin/bash", "-l"];
  const options = ["--port", "0", "--interface", "127.0.0.1", "--writable"];
  const ttyd = spawn("ttyd", [...options, ...shell], { stdio: ["ignore", "ignore", "pipe"] });
  const port = await listeningPort(ttyd);
  const sockets: WebSocket[] = [];

  return {
    async open() {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/ws`, ["tty"]);
      sockets.push(socket);
      await once(socket, "open");
      const line = lineOf(socket);
      const prompt = shows(line, /\$ $/);
      socket.send(JSON.stringify({ AuthToken: "", columns: 120, rows: 30 }));
      const closed = once(socket, "close").then(() => {
        throw new Error("ttyd closed the connection before its shell had a prompt.");
      });
      await Promise.race([prompt, closed]);
      closed.catch(() => undefined);
      return line;
    },
    async dispose() {
      for (const socket of sockets) socket.terminate();
      if (ttyd.exitCode !== null) return;
      ttyd.kill();
      await once(ttyd, "exit");
    },
  };
}

function lineOf(socket: WebSocket): Line {
  return {
    write: (typed) => socket.send(Buffer.from(text + typed)),
    read(listener) {
      const hear = (data: Buffer) => {
        if (data[0] === text.charCodeAt(0)) listener(data.subarray(1));
      };
      socket.on("message", hear);
      return () => void socket.off("message", hear);
    },
    async close() {
      if (socket.readyState === WebSocket.CLOSED) return;
      const closed = once(socket, "close");
      socket.send(Buffer.from(`${text}\u0015exit\r`));
      await closed;
    },
  };
}

async function listeningPort(ttyd: ChildProcess): Promise<string> {
  if (ttyd.stderr === null) throw new Error("ttyd has no output to read its port from.");
  for await (const line of createInterface({ input: ttyd.stderr })) {
    const port = /Listening on port: (\d+)/.exec(line)?.[1];
    if (port !== undefined) {
      ttyd.stderr.resume();
      return port;
    }
  }
  throw new Error("ttyd ended before it listened.");
}
