import { type ClientRequest, request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { browserHeaders, serviceHeaders } from "#server/previews/preview-headers";
import { answerPage } from "#server/previews/preview-page";
import { Unreachable } from "#server/previews/preview-target";

/** A service that takes longer for the first line of its answer is taken for stuck. */
const ANSWER_MS = 60_000;

interface Passage {
  /** The browser's port: it names the origin. */
  readonly port: number;
  /** A new connection to the service. Rejects with Unreachable. */
  readonly connect: () => Promise<Duplex>;
}

/** Hands one request to the service and its answer back, streaming both ways. Answers a page of ours when that fails. */
export async function passRequest(request: IncomingMessage, response: ServerResponse, passage: Passage): Promise<void> {
  const connection = await passage.connect().catch((error: unknown) => {
    explainFailure(response, error);
    return undefined;
  });
  if (connection === undefined) return;
  const upstream = startRequest(request, connection, passage.port, false);
  response.once("close", () => connection.destroy());
  upstream.once("response", (answer) => {
    response.writeHead(answer.statusCode ?? 502, browserHeaders(answer.headers, passage.port));
    answer.pipe(response);
    answer.once("error", () => response.destroy());
  });
  const patience = setTimeout(() => upstream.destroy(tooSlow()), ANSWER_MS);
  for (const end of ["response", "close"]) upstream.once(end, () => clearTimeout(patience));
  upstream.once("error", (error) => explainFailure(response, error));
  request.pipe(upstream);
}

/** Hands a WebSocket (or any other upgrade) to the service; ends both sides when one ends. */
export async function passUpgrade(
  request: IncomingMessage,
  browser: Duplex,
  head: Buffer,
  passage: Passage,
): Promise<void> {
  browser.on("error", () => browser.destroy());
  const connection = await passage.connect().catch(() => undefined);
  if (connection === undefined) return refuseUpgrade(browser, 502);
  const upstream = startRequest(request, connection, passage.port, true);
  browser.once("close", () => connection.destroy());
  upstream.once("upgrade", (answer, service, first) => {
    browser.write(
      statusLine(answer.statusCode ?? 101, answer.statusMessage ?? "", upgradeHeaders(answer, passage.port)),
    );
    if (first.length > 0) browser.write(first);
    if (head.length > 0) service.write(head);
    service.once("error", () => browser.destroy());
    service.once("close", () => browser.destroy());
    service.pipe(browser).pipe(service);
  });
  upstream.once("response", (answer) => {
    browser.write(
      statusLine(answer.statusCode ?? 502, answer.statusMessage ?? "", {
        ...browserHeaders(answer.headers, passage.port),
        connection: "close",
      }),
    );
    answer.pipe(browser);
  });
  upstream.once("error", () => refuseUpgrade(browser, 502));
  upstream.end();
}

/** Answers an upgrade that may not be. */
export function refuseUpgrade(browser: Duplex, status: 403 | 502): void {
  if (browser.writable)
    browser.end(
      statusLine(status, status === 403 ? "Forbidden" : "Bad Gateway", { connection: "close", "content-length": "0" }),
    );
}

function tooSlow(): Unreachable {
  return new Unreachable(504, "The service takes too long", [
    "It accepted the request but did not answer within a minute. Look at its console.",
  ]);
}

function startRequest(request: IncomingMessage, connection: Duplex, port: number, upgrade: boolean): ClientRequest {
  return httpRequest({
    createConnection: () => connection,
    method: request.method,
    path: request.url,
    headers: serviceHeaders(request.headers, { port, client: request.socket.remoteAddress, upgrade }),
    setHost: false,
  });
}

function explainFailure(response: ServerResponse, error: unknown): void {
  if (response.headersSent || response.destroyed) return void response.destroy();
  if (error instanceof Unreachable) return answerPage(response, error.status, error.title, error.sentences);
  answerPage(response, 502, "The service closed the connection without a complete answer", [
    "It may have ended, or it does not speak HTTP on this port. Look at its console.",
  ]);
}

function upgradeHeaders(answer: IncomingMessage, port: number) {
  return { ...browserHeaders(answer.headers, port), connection: "Upgrade", upgrade: answer.headers.upgrade };
}

/** Node has parsed these headers, so none holds a line break. */
function statusLine(
  status: number,
  message: string,
  headers: Readonly<Record<string, number | string | readonly string[] | undefined>>,
): string {
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).flatMap((one) => (one === undefined ? [] : [`${name}: ${one}`])),
  );
  return [`HTTP/1.1 ${status} ${message}`, ...lines, "", ""].join("\r\n");
}
