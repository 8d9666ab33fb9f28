import type { IncomingHttpHeaders, OutgoingHttpHeaders } from "node:http";

/** Headers of one connection, which a proxy answers for itself (RFC 9110, 7.6.1). */
const hopByHop = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/** Headers by which a service could reach beyond its own origin: they count for the whole host name, which the app shares. */
const reachingFurther = new Set([
  "alt-svc",
  "clear-site-data",
  "nel",
  "report-to",
  "reporting-endpoints",
  "service-worker-allowed",
  "strict-transport-security",
]);

/** The name of the cookie that opens a preview port; cookies are shared between the ports of a host name. */
export function passCookie(port: number): string {
  return `varlab-preview-${port}`;
}

/** Cookies of the service carry this before their name in the browser. */
function cookiePrefix(port: number): string {
  return `p${port}.`;
}

/** The value of a cookie in a Cookie header. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  for (const part of (header ?? "").split(";")) {
    const at = part.indexOf("=");
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return undefined;
}

/** The Cookie header that a service gets: its own cookies under their own names, nobody else's; undefined when it has none. */
export function serviceCookies(header: string | undefined, port: number): string | undefined {
  const prefix = cookiePrefix(port);
  const own = (header ?? "")
    .split(";")
    .map((part) => part.trim())
    .filter((part) => part.startsWith(prefix))
    .map((part) => part.slice(prefix.length));
  return own.length === 0 ? undefined : own.join("; ");
}

/** A service's Set-Cookie for the browser: renamed so that it can be nobody else's, and for this host name only. */
export function browserCookie(cookie: string, port: number): string | undefined {
  const [pair = "", ...attributes] = cookie.split(";").map((part) => part.trim());
  if (pair.indexOf("=") < 1) return undefined;
  const kept = attributes.filter((attribute) => !/^domain\s*=/i.test(attribute));
  return [`${cookiePrefix(port)}${pair}`, ...kept].join("; ");
}

/** The request headers that a service gets. `upgrade` keeps what a WebSocket handshake needs. */
export function serviceHeaders(
  headers: IncomingHttpHeaders,
  about: { port: number; client: string | undefined; upgrade: boolean },
): OutgoingHttpHeaders {
  const result = withoutHops(headers);
  delete result.cookie;
  const cookies = serviceCookies(headers.cookie, about.port);
  if (cookies !== undefined) result.cookie = cookies;
  result["x-forwarded-for"] = about.client;
  result["x-forwarded-host"] = headers.host;
  result["x-forwarded-proto"] = "http";
  if (about.upgrade) Object.assign(result, { connection: "Upgrade", upgrade: headers.upgrade });
  else result.connection = "close";
  return dropUndefined(result);
}

/** The answer's headers that the browser gets. */
export function browserHeaders(headers: IncomingHttpHeaders, port: number): OutgoingHttpHeaders {
  const result = withoutHops(headers);
  for (const name of reachingFurther) delete result[name];
  const cookies = (headers["set-cookie"] ?? []).flatMap((cookie) => browserCookie(cookie, port) ?? []);
  if (cookies.length > 0) result["set-cookie"] = cookies;
  else delete result["set-cookie"];
  return dropUndefined(result);
}

function withoutHops(headers: IncomingHttpHeaders): OutgoingHttpHeaders {
  const named = (headers.connection ?? "").split(",").map((name) => name.trim().toLowerCase());
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !hopByHop.has(name) && !named.includes(name)));
}

function dropUndefined(headers: OutgoingHttpHeaders): OutgoingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined));
}
