import type { IncomingMessage } from "node:http";

/** Whether the page that sent a request may talk to this server. */
export type OriginRule = (request: Pick<IncomingMessage, "headers">) => boolean;

/**
 * Accepts the listed origins only; without a list, only pages of the origin under which the request came in.
 * A request without an Origin comes from no foreign page (browsers always send it with sockets) and still needs a ticket.
 */
export function createOriginRule(allowed: readonly string[]): OriginRule {
  return (request) => {
    const origin = request.headers.origin;
    if (origin === undefined) return true;
    if (allowed.length > 0) return allowed.includes(origin);
    // The web process passes on under which name it was asked; a page cannot set either header on a socket.
    const host = first(request.headers["x-forwarded-host"]) ?? request.headers.host;
    return host !== undefined && (origin === `http://${host}` || origin === `https://${host}`);
  };
}

function first(value: string | string[] | undefined): string | undefined {
  return (Array.isArray(value) ? value[0] : value)?.split(",")[0]?.trim();
}
