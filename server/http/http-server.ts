import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createBoundedBody, tooLarge } from "#server/http/bounded-body";
import type { Route } from "#server/http/route";
import type { Log } from "#server/log";
import type { OriginRule } from "#server/sockets/origin-rule";
import { failureOf } from "#server/sockets/register";
import type { TicketReader } from "#server/tickets/ticket-reader";
import { type Failure, type FailureCode, UserError, unknownThing } from "#shared/failures";
import { httpPaths } from "#shared/http";
import { allows, type Right, type TicketClaims } from "#shared/ticket";

interface HttpServerParts {
  readonly routes: readonly Route[];
  readonly tickets: TicketReader;
  readonly originAllowed: OriginRule;
  /** What a ticket allows now; undefined when it does not hold any more. */
  readonly rightOf: (claims: TicketClaims) => Promise<Right | undefined>;
  readonly log: Log;
}

/** Whole headers within 10 s and a whole request within 10 min (100 MB over a slow line); longer ones are cut off. */
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 600_000;
/** How often slow ones are looked for. */
const CHECK_MS = 5000;
/** How long what nobody wants is still read: 100 MB over a quick line. */
const DRAIN_MS = 10_000;
/** Pages, downloads and sockets of one class, and some. */
const MAXIMUM_CONNECTIONS = 2000;

const statusOf: Record<FailureCode, number> = {
  invalid: 400,
  unauthenticated: 401,
  unknown: 404,
  forbidden: 403,
  conflict: 409,
  busy: 429,
  limit: 413,
  refused: 409,
  unavailable: 503,
  internal: 500,
};

/** The server's HTTP side: health for everybody, the routes for who holds a ticket. Does not listen yet. */
export function createHttpServer({ routes, tickets, originAllowed, rightOf, log }: HttpServerParts): Server {
  const server = createServer({
    headersTimeout: HEADERS_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    maxHeaderSize: 16_384,
    connectionsCheckingInterval: CHECK_MS,
  });
  server.maxConnections = MAXIMUM_CONNECTIONS;
  // socket.io has listeners of its own for its path and passes everything else on to this one.
  server.on("request", (request, response) => {
    answer(request, response).catch((error: unknown) => {
      const failure = failureOf(error, log, { method: request.method, path: request.url?.split("?")[0] });
      sendFailure(request, response, failure);
    });
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    const url = new URL(request.url ?? "/", "http://varlab.invalid");
    if (url.pathname === httpPaths.health) return sendJson(response, 200, { ok: true });
    if (!originAllowed(request)) throw new UserError("forbidden", "This page may not talk to the workspace server.");
    const claims = await tickets.read(bearer(request));
    const right = await rightOf(claims);
    if (right === undefined)
      throw new UserError("unauthenticated", "This ticket does not hold any more. Sign in again.");
    const route = routes.find((one) => one.path === url.pathname && one.method === request.method);
    if (route === undefined) throw unknownThing();
    if (!allows(right, route.right))
      throw new UserError("forbidden", "You may look at this workspace, but not change it.");
    await run(route, claims, url.searchParams, request, response);
  }

  return server;
}

async function run(
  route: Route,
  claims: TicketClaims,
  query: URLSearchParams,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (Number(request.headers["content-length"] ?? 0) > route.maxBody) throw tooLarge(route.maxBody);
  const controller = new AbortController();
  response.once("close", () => controller.abort());
  const body = createBoundedBody(route.maxBody);
  request.on("error", (error) => body.destroy(error));
  request.once("close", () => {
    if (!request.complete) body.destroy(new UserError("invalid", "The upload was cut off before its end."));
  });
  // A body that nobody reads any more may fail without anybody's harm.
  body.on("error", () => request.unpipe(body));
  request.pipe(body);
  const value = await route.handle({
    claims,
    workspace: claims.workspace,
    query,
    body,
    headers: request.headers,
    response,
    signal: controller.signal,
  });
  if (value !== undefined) sendJson(response, 200, value);
}

function bearer(request: IncomingMessage): string | undefined {
  const match = /^Bearer (\S+)$/.exec(request.headers.authorization ?? "");
  return match?.[1];
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  const body = JSON.stringify(value);
  response.writeHead(status, {
    "Content-Type": "application/json; charset=utf-8",
    "Content-Length": Buffer.byteLength(body),
  });
  response.end(body);
}

function sendFailure(request: IncomingMessage, response: ServerResponse, failure: Failure): void {
  if (response.headersSent) {
    // The answer is under way: cutting it off is the only way left to say that it is not whole.
    response.destroy();
    return;
  }
  response.setHeader("Connection", "close");
  sendJson(response, statusOf[failure.code], failure);
  if (request.complete) return;
  // Who is still sending reads the answer only afterwards; a hang-up in the middle would look like a broken line.
  request.unpipe();
  request.resume();
  const timer = setTimeout(() => request.destroy(), DRAIN_MS);
  request.once("close", () => clearTimeout(timer));
}
