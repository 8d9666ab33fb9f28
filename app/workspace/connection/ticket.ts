import { CallError } from "#app/workspace/connection/call-error";
import type { FailureCode } from "#shared/failures";
import type { Right } from "#shared/ticket";

/** A ticket as the web app signed it, and what it lets its bearer do; the server decides, the page only hides what it cannot. */
export interface Admission {
  readonly ticket: string;
  readonly right: Right;
}

/** Fetches a fresh ticket from the web app; throws a CallError, `unavailable` when trying again makes sense. */
export async function fetchTicket(workspaceId: string): Promise<Admission> {
  const ticket = await ticketFor({ workspace: workspaceId }, "This workspace");
  return { ticket, right: rightIn(ticket) };
}

/** Fetches a fresh ticket to a course's class page; throws as `fetchTicket` does. */
export function fetchClassTicket(slug: string): Promise<string> {
  return ticketFor({ course: slug }, "This class");
}

/** Fetches a fresh ticket to the operator page; throws as `fetchTicket` does. */
export function fetchOperatorTicket(): Promise<string> {
  return ticketFor({ operator: true }, "This page");
}

type Wanted = { readonly workspace: string } | { readonly course: string } | { readonly operator: true };

async function ticketFor(wanted: Wanted, thing: string): Promise<string> {
  const response = await ask(wanted);
  if (!response.ok) throw new CallError(refusal(response.status, thing));
  const body: unknown = await response.json().catch(() => null);
  if (body !== null && typeof body === "object" && "ticket" in body && typeof body.ticket === "string") {
    return body.ticket;
  }
  throw new CallError({
    code: "unavailable",
    sentence: "The server gave an answer that this page does not understand.",
  });
}

async function ask(wanted: Wanted): Promise<Response> {
  try {
    return await fetch("/api/tickets", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(wanted),
      cache: "no-store",
    });
  } catch {
    throw new CallError({ code: "unavailable", sentence: "The server cannot be reached." });
  }
}

function refusal(status: number, thing: string): { code: FailureCode; sentence: string } {
  if (status === 401)
    return {
      code: "unauthenticated",
      sentence: "You are signed out. Sign in again to go on; unsaved text is kept in this browser.",
    };
  if (status === 403 || status === 404)
    return { code: "unknown", sentence: `${thing} does not exist, or you may no longer see it.` };
  return { code: "unavailable", sentence: "The server cannot let you in at the moment." };
}

/** The right among a ticket's claims (a JWT's middle part); `view` when it cannot be read. */
export function rightIn(ticket: string): Right {
  try {
    const claims: unknown = JSON.parse(atob((ticket.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/")));
    const right = claims !== null && typeof claims === "object" && "right" in claims ? claims.right : "view";
    return right === "own" || right === "drive" ? right : "view";
  } catch {
    return "view";
  }
}
