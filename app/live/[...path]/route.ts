import { refuse } from "#app/_server/answers";
import { services } from "#app/_server/services";

/** Headers that belong to one hop, or that the workspace server must never see: it knows tickets, no cookies. */
const dropped = [
  "connection",
  "keep-alive",
  "transfer-encoding",
  "upgrade",
  "te",
  "trailer",
  "expect",
  "host",
  "cookie",
  "accept-encoding",
];

/**
 * Carries HTTP requests below /live to the workspace server on loopback, in both directions as a stream, so that neither an
 * upload nor a download of any size lies in this process's memory. Sockets take the way through proxy.ts.
 */
async function carry(request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const headers = new Headers(request.headers);
  headers.set("x-forwarded-host", request.headers.get("x-forwarded-host") ?? request.headers.get("host") ?? "");
  for (const name of dropped) headers.delete(name);
  try {
    const answered = await fetch(`http://127.0.0.1:${services().config.serverPort}${pathname}${search}`, {
      method: request.method,
      headers,
      body: request.body,
      redirect: "manual",
      signal: request.signal,
      cache: "no-store",
      ...(request.body ? { duplex: "half" } : {}),
    });
    const back = new Headers(answered.headers);
    for (const name of dropped) back.delete(name);
    return new Response(answered.body, { status: answered.status, headers: back });
  } catch {
    return refuse({
      code: "unavailable",
      sentence: "The workspace server does not answer. It may be restarting; try again in a moment.",
    });
  }
}

export { carry as DELETE, carry as GET, carry as HEAD, carry as POST, carry as PUT };
