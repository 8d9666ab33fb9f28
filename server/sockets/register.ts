import type { z } from "zod";
import { type Log, logReference } from "#server/log";
import type { Caller, CallHandlers, SignalHandlers } from "#server/sockets/handlers";
import { createRate } from "#server/sockets/rate";
import type { WorkspaceSocket } from "#server/sockets/viewer";
import { type Failure, UserError } from "#shared/failures";
import { bundle } from "#shared/socket/bundle";
import { type Answer, type CallName, calls, type SignalName, signals } from "#shared/socket/catalogue";
import { allows } from "#shared/ticket";

/** Calls of one page: a reload needs about 20 at once, hands some a second. */
const CALLS_PER_SECOND = 40;
const CALL_BURST = 200;
/** Calls of one page that wait for their answer at the same time. */
const CALLS_IN_FLIGHT = 64;
/** Signals of one page: a paste of 16 MB is 1,000 pieces, 20 MB/s of output 320 acknowledgements a second. */
const SIGNALS_PER_SECOND = 1000;
const SIGNAL_BURST = 4000;
/** Bad messages that are forgiven (an old page beside a new server); a flood closes the socket. */
const BAD_PER_SECOND = 1;
const BAD_BURST = 50;

export interface Registration {
  readonly socket: WorkspaceSocket;
  readonly caller: Caller;
  readonly calls: CallHandlers;
  readonly signals: SignalHandlers;
  readonly log: Log;
}

/**
 * Attaches every handler of the catalogue to a socket, at once. Each call is parsed, authorised and answered exactly once;
 * bad signals are dropped and counted; too many bad or too many messages close the socket.
 */
export function register({ socket, caller, calls: callHandlers, signals: signalHandlers, log }: Registration): void {
  const callRate = createRate(CALLS_PER_SECOND, CALL_BURST);
  const signalRate = createRate(SIGNALS_PER_SECOND, SIGNAL_BURST);
  const badRate = createRate(BAD_PER_SECOND, BAD_BURST);
  let inFlight = 0;

  function bad(name: string, why: string): void {
    log.debug({ socket: socket.id, name, why }, "bad message");
    if (!badRate.take()) close("too many bad messages");
  }

  function close(why: string): void {
    log.warn({ socket: socket.id, workspace: caller.workspace, user: caller.claims.sub, why }, "socket closed");
    socket.disconnect(true);
  }

  async function handleCall<N extends CallName>(name: N, input: unknown): Promise<Answer<unknown>> {
    if (!callRate.take() || inFlight >= CALLS_IN_FLIGHT) {
      return refusal({ code: "busy", sentence: "Too much was asked at once. Wait a moment and try again." });
    }
    if (!allows(caller.claims.right, calls[name].right)) {
      return refusal({ code: "forbidden", sentence: "You may look at this workspace, but not change it." });
    }
    const parsed = calls[name].input.safeParse(input ?? {});
    if (!parsed.success) {
      bad(name, "input");
      return refusal({
        code: "invalid",
        sentence: `This request does not have the expected form: ${firstIssue(parsed.error)}`,
      });
    }
    inFlight += 1;
    try {
      // `parsed` comes from this call's own schema, which is what the handler of the same name takes.
      const handler = callHandlers[name] as (caller: Caller, input: unknown) => unknown;
      return { ok: true, value: await handler(caller, parsed.data) };
    } catch (error) {
      return refusal(failureOf(error, log, { call: name, workspace: caller.workspace }));
    } finally {
      inFlight -= 1;
    }
  }

  function handleSignal<N extends SignalName>(name: N, input: unknown): void {
    if (!signalRate.take()) {
      close("too many signals");
      return;
    }
    const parsed = signals[name].input.safeParse(input);
    if (!parsed.success || !allows(caller.claims.right, signals[name].right)) {
      bad(name, parsed.success ? "right" : "input");
      return;
    }
    try {
      const handler = signalHandlers[name] as (caller: Caller, input: unknown) => void;
      handler(caller, parsed.data);
    } catch (error) {
      // Nobody waits: an unknown id in a signal is as bad as a malformed one.
      if (error instanceof UserError) bad(name, error.code);
      else logReference(log, error, { signal: name, workspace: caller.workspace });
    }
  }

  for (const name of callNames) {
    socket.on(name, (...parts: unknown[]) => {
      const answer = parts.at(-1);
      if (typeof answer !== "function") return bad(name, "nobody waits for the answer");
      void handleCall(name, parts.length > 1 ? parts[0] : undefined).then((result) => answer(bundle(result)));
    });
  }
  for (const name of signalNames) socket.on(name, (input: unknown) => handleSignal(name, input));
  socket.onAny((name: unknown) => {
    if (typeof name !== "string" || !known.has(name)) bad(String(name).slice(0, 60), "unknown name");
  });
}

const callNames = Object.keys(calls) as CallName[];
const signalNames = Object.keys(signals) as SignalName[];
const known: ReadonlySet<string> = new Set<string>([...callNames, ...signalNames]);

/** What a caller is told about an error: a UserError in its own words, anything else as a logged reference. */
export function failureOf(error: unknown, log: Log, context: Readonly<Record<string, unknown>>): Failure {
  if (error instanceof UserError) return { code: error.code, sentence: error.message };
  const reference = logReference(log, error, context);
  return {
    code: "internal",
    sentence: `Something went wrong on our side. Tell your lecturer this reference: ${reference}.`,
    reference,
  };
}

function refusal(failure: Failure): { ok: false; failure: Failure } {
  return { ok: false, failure };
}

function firstIssue(error: z.core.$ZodError): string {
  const issue = error.issues[0];
  const place = issue?.path.map(String).join(".") ?? "";
  return place === "" ? (issue?.message ?? "unreadable") : `${place}: ${issue?.message}`;
}
