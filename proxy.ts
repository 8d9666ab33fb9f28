import { type NextRequest, NextResponse } from "next/server";
import { cookieNames, cookieOptions, isSecure } from "#app/_server/auth/cookie-names";
import { csrfTokenIn, newCsrf } from "#app/_server/auth/csrf";
import { contentPolicy } from "#app/_server/content-policy";

/**
 * Runs before every page. It decides no rights: it carries sockets to the workspace server, sets the content policy with a
 * fresh nonce, and sees to the csrf cookie that next-auth's forms need.
 */
export function proxy(request: NextRequest): NextResponse {
  if (request.nextUrl.pathname.startsWith("/live/")) return toWorkspaceServer(request);

  const nonce = crypto.randomUUID();
  const policy = contentPolicy(nonce, request.headers.get("host") ?? "");
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("Content-Security-Policy", policy);

  const secure = isSecure(request.headers);
  const secret = process.env.NEXTAUTH_SECRET ?? "";
  const cookieName = cookieNames(secure).csrf;
  const known = csrfTokenIn(request.cookies.get(cookieName)?.value, secret);
  const fresh = known === null ? newCsrf(secret) : null;
  headers.set("x-csrf-token", known ?? fresh?.token ?? "");

  const response = NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  if (fresh !== null) response.cookies.set(cookieName, fresh.cookie, cookieOptions(secure));
  return response;
}

/**
 * The port is read at run time: a rewrite in next.config.ts would keep the one of the build. The workspace server knows
 * tickets only, so no cookie goes there.
 */
function toWorkspaceServer(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl;
  const headers = new Headers(request.headers);
  headers.delete("cookie");
  const target = new URL(`http://127.0.0.1:${process.env.VARLAB_SERVER_PORT ?? "7081"}${pathname}${search}`);
  return NextResponse.rewrite(target, { request: { headers } });
}

export const config = {
  matcher: ["/live/socket.io", "/((?!api/|live/|_next/static|_next/image|icon.svg|favicon.ico).*)"],
};
