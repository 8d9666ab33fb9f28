import { request as httpRequest } from "node:http";
import type { Duplex } from "node:stream";
import { Transform } from "node:stream";
import { text } from "node:stream/consumers";
import type { Scene } from "#server/checks/scene";
import { KeeperError } from "#server/keeper/keeper-error";
import { connect, Unreachable } from "#server/previews/preview-target";
import { type RequestAction, throughPreview } from "#shared/checks/check";

/** What came back, or why nothing did. */
export type Reply =
  | { readonly kind: "answer"; readonly status: number; readonly body: string }
  | { readonly kind: "none"; readonly says: string };

/** A body that is looked at; more of it is not read. */
const MAXIMUM_BODY = 64 * 1024;
/** One request does not hold up the step's other tries for longer. */
const ANSWER_MS = 10_000;

/** Asks once, through the preview or from inside an instance. Never rejects for what the student's service does. */
export async function ask(scene: Scene, action: RequestAction, deadline: number): Promise<Reply> {
  const patience = Math.max(500, Math.min(ANSWER_MS, deadline - performance.now()));
  try {
    const connection = await dial(scene, action, patience);
    return await exchange(connection, action, patience);
  } catch (error) {
    if (error instanceof Unreachable) return { kind: "none", says: `${error.title}. ${error.sentences.join(" ")}` };
    if (error instanceof KeeperError) return { kind: "none", says: refusalSays(action, error) };
    if (error instanceof Error && "code" in error) return { kind: "none", says: brokenSays(action, error) };
    throw error;
  }
}

function dial(scene: Scene, { host, port, from }: RequestAction, timeoutMs: number): Promise<Duplex> {
  const target = scene.all.find(({ service }) => service.name === host || service.hostname === host);
  if (from === throughPreview && target !== undefined)
    return connect(scene.machines, { workspace: scene.workspace.id, name: target.name, port });
  return dialFrom(scene, from, target === undefined ? "127.0.0.1" : scene.addressOf(target.name), port, timeoutMs);
}

/** A TCP connection from inside an instance. Rejects with Unreachable when it is off, with KeeperError when nothing accepts it. */
export async function dialFrom(
  scene: Scene,
  from: string,
  address: string,
  port: number,
  timeoutMs: number,
): Promise<Duplex> {
  const machine = scene.machines.peek(scene.instance(from).key);
  if (machine === undefined) throw new Unreachable(503, `${from} is off, so it cannot ask`, []);
  return (await machine.link()).dial(address, port, { timeoutMs });
}

function exchange(connection: Duplex, { host, port, path, method, send }: RequestAction, ms: number): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({
      createConnection: () => connection,
      method,
      path,
      headers: { host: `${host}:${port}`, accept: "*/*", connection: "close" },
    });
    const timer = setTimeout(() => request.destroy(Object.assign(new Error("too slow"), { code: "ETIMEDOUT" })), ms);
    request.once("close", () => clearTimeout(timer));
    request.once("error", reject);
    request.once("response", (answer) => {
      text(answer.pipe(limited())).then(
        (body) => {
          resolve({ kind: "answer", status: answer.statusCode ?? 0, body });
          request.destroy();
        },
        (error: unknown) => reject(error),
      );
      answer.once("error", reject);
    });
    request.end(send ?? undefined);
  });
}

function limited(): Transform {
  let left = MAXIMUM_BODY;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const kept = chunk.subarray(0, left);
      left -= kept.length;
      done(null, kept);
    },
  });
}

function refusalSays({ host, port }: RequestAction, error: KeeperError): string {
  if (error.code === "ECONNREFUSED")
    return `${host} refuses connections to port ${port}: nothing listens there for others.`;
  if (error.code === "ETIMEDOUT") return `${host} does not answer on port ${port}.`;
  return `The connection to ${host}:${port} failed: ${error.message}`;
}

function brokenSays({ host, port }: RequestAction, error: Error & { code: unknown }): string {
  if (error.code === "ETIMEDOUT") return `${host} accepted the request on port ${port} but did not answer it.`;
  return `${host} closed the connection on port ${port} without a complete answer (${String(error.code)}).`;
}
