import { foreignPage, isSameOrigin } from "#app/_server/same-origin";
import type { Failure, FailureCode } from "#shared/failures";

const statuses: Record<FailureCode, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  unknown: 404,
  conflict: 409,
  refused: 409,
  limit: 413,
  busy: 503,
  unavailable: 503,
  internal: 500,
};

const noStore = { "Cache-Control": "no-store" };

/** JSON that no cache keeps. */
export function answer(body: unknown): Response {
  return Response.json(body, { headers: noStore });
}

/** A failure as JSON, with the status that belongs to its code. */
export function refuse(failure: Failure): Response {
  return Response.json(failure, { status: statuses[failure.code], headers: noStore });
}

/** Sends the browser on with a GET, after a form; `path` is one of ours. */
export function seeOther(path: string, headers?: HeadersInit): Response {
  const all = new Headers(headers);
  all.set("Location", path);
  all.set("Cache-Control", "no-store");
  return new Response(null, { status: 303, headers: all });
}

/** The refusal when a changing request comes from a foreign page, else null. */
export function refuseForeign(request: Request): Response | null {
  return isSameOrigin(request.headers) ? null : refuse(foreignPage);
}

/** Nobody is signed in, or the sign-in has ended. */
export const signedOut: Failure = { code: "unauthenticated", sentence: "You are signed out. Sign in again." };
