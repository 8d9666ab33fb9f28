import type { IncomingMessage, ServerResponse } from "node:http";
import type { Readable } from "node:stream";
import type { WorkspaceId } from "#shared/ids";
import type { Right, TicketClaims } from "#shared/ticket";

/** One authorised request. The handler answers it through `response`, or throws a UserError, or returns what is sent as JSON. */
export interface RouteRequest {
  readonly claims: TicketClaims;
  readonly workspace: WorkspaceId;
  readonly query: URLSearchParams;
  /** The body, cut off with a UserError("limit") above the route's `maxBody`. */
  readonly body: Readable;
  readonly headers: IncomingMessage["headers"];
  readonly response: ServerResponse;
  /** Aborts when the browser goes away. */
  readonly signal: AbortSignal;
}

/** One address below `/live`; `right` is what the sender must be allowed when the request comes. */
export interface Route {
  readonly method: "GET" | "PUT" | "POST";
  readonly path: string;
  readonly right: Right;
  /** Largest body in bytes; 0 for none. */
  readonly maxBody: number;
  /** Answers; a returned value that is not undefined is sent as JSON. */
  handle(request: RouteRequest): Promise<unknown>;
}
