import { isSecure } from "#app/_server/auth/cookie-names";
import type { Failure } from "#shared/failures";

/**
 * Whether a request that changes something comes from a page of this app. Browsers send `Origin` with every such request
 * (and `null` from sandboxed or redirected ones, which is refused); `Sec-Fetch-Site` stands in where a browser leaves it out.
 */
export function isSameOrigin(headers: Headers): boolean {
  const origin = headers.get("origin");
  if (origin === null) return headers.get("sec-fetch-site") === "same-origin";
  const host = headers.get("x-forwarded-host")?.split(",")[0]?.trim() ?? headers.get("host");
  return URL.canParse(origin) && new URL(origin).host === host;
}

/** The origin under which the browser opened the app, such as `https://varlab.example`. */
export function originOf(headers: Headers): string {
  return `${isSecure(headers) ? "https" : "http"}://${headers.get("x-forwarded-host")?.split(",")[0]?.trim() ?? headers.get("host") ?? "localhost"}`;
}

/** The answer to a request from a foreign page. */
export const foreignPage: Failure = {
  code: "forbidden",
  sentence: "This request came from another site's page, so nothing was done.",
};
