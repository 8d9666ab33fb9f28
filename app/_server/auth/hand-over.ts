/** Signs that mean something in an attribute. */
const escapes: Record<string, string> = { "&": "&amp;", '"': "&quot;", "<": "&lt;", ">": "&gt;" };

/**
 * Sends the browser on to another site after one of our forms. A redirect would be stopped by our own `form-action 'self'`, which
 * holds for the whole way that a form's answer takes; so a page of one line goes there. `headers` carry cookies.
 */
export function handOver(address: string, headers: Headers): Response {
  const all = new Headers(headers);
  all.delete("Location");
  all.set("Content-Type", "text/html; charset=utf-8");
  all.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
  all.set("Cache-Control", "no-store");
  const escaped = address.replaceAll(/[&"<>]/g, (sign) => escapes[sign] ?? "");
  const host = new URL(address).host.replaceAll(/[&"<>]/g, "");
  const head = `<meta charset="utf-8"><meta name="color-scheme" content="light dark"><meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="0;url=${escaped}">`;
  return new Response(
    `<!doctype html><html lang="en"><head>${head}<title>Varlab</title></head><body><p><a href="${escaped}">On to ${host}</a></p></body></html>`,
    { status: 200, headers: all },
  );
}
