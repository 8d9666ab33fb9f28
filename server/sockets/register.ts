import type { z } from "zod";
import { type Log, logReference } from "#server/log";
import { createRate } from "#server/sockets/rate";
import { type Failure, UserError } from "#shared/failures";
import { bundle } from "#shared/socket/bundle";
import type { Answer } from "#shared/socket/catalogue";
import { allows, type Right } from "#shared/ticket";

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
/** Who has just lost the right to drive may be in the middle of a word: what comes so soon is dropped, but not held against them. */
const FORGIVEN_MS = 5000;

/** The part of a socket that messages need. */
export interface MessageSocket {
  readonly id: string;
  on(name: string, listener: (...parts: unknown[]) => void): unknown;
  onAny(listener: (...parts: unknown[]) => void): unknown;
  disconnect(close: boolean): unknown;
}

type CallTable = Readonly<Record<string, { right: Right; input: z.ZodType }>>;
type SignalTable = Readonly<Record<string, { right: Right; input: z.ZodType }>>;

/** Who sends: what they may do is asked for with every message. */
interface Sender {
  readonly right: Right;
}

/** One socket's side of a catalogue: its tables, and a handler for each of their names. */
export interface Registration<C extends Sender, Calls extends CallTable, Signals extends SignalTable> {
  readonly socket: MessageSocket;
  readonly caller: C;
  readonly calls: Calls;
  readonly callHandlers: { [N in keyof Calls]: (caller: C, input: z.output<Calls[N]["input"]>) => unknown };
  readonly signals: Signals;
  readonly signalHandlers: { [N in keyof Signals]: (caller: C, input: z.output<Signals[N]["input"]>) => void };
  /** What the log says of the socket. */
  readonly context: Readonly<Record<string, unknown>>;
  readonly log: Log;
}

/**
 * Attaches every handler of a catalogue to a socket, at once. Each call is parsed, authorised when it arrives and answered exactly
 * once; bad signals are dropped and counted; too many bad or too many messages close the socket.
 */
export function register<C extends Sender, Calls extends CallTable, Signals extends SignalTable>(
  registration: Registration<C, Calls, Signals>,
): void {
  const { socket, caller, calls, callHandlers, signals, signalHandlers, context, log } = registration;
  const callRate = createRate(CALLS_PER_SECOND, CALL_BURST);
  const signalRate = createRate(SIGNALS_PER_SECOND, SIGNAL_BURST);
  const badRate = createRate(BAD_PER_SECOND, BAD_BURST);
  const known: ReadonlySet<string> = new Set([...Object.keys(calls), ...Object.keys(signals)]);
  let inFlight = 0;
  let allowedAt = Number.NEGATIVE_INFINITY;

  function bad(name: string, why: string): void {
    log.debug({ socket: socket.id, name, why }, "bad message");
    if (!badRate.take()) close("too many bad messages");
  }

  function close(why: string): void {
    log.warn({ socket: socket.id, ...context, why }, "socket closed");
    socket.disconnect(true);
  }

  async function handleCall(
    name: string,
    { right, input }: CallTable[string],
    sent: unknown,
  ): Promise<Answer<unknown>> {
    if (!callRate.take() || inFlight >= CALLS_IN_FLIGHT) {
      return refusal({ code: "busy", sentence: "Too much was asked at once. Wait a moment and try again." });
    }
    if (!allows(caller.right, right)) return refusal({ code: "forbidden", sentence: forbidden(right) });
    const parsed = input.safeParse(sent ?? {});
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
      const handler = callHandlers[name] as (caller: C, input: unknown) => unknown;
      return { ok: true, value: await handler(caller, parsed.data) };
    } catch (error) {
      return refusal(failureOf(error, log, { call: name, ...context }));
    } finally {
      inFlight -= 1;
    }
  }

  function handleSignal(name: string, { right, input }: SignalTable[string], sent: unknown): void {
    if (!signalRate.take()) {
      close("too many signals");
      return;
    }
    if (!allows(caller.right, right)) {
      if (performance.now() - allowedAt > FORGIVEN_MS) bad(name, "right");
      return;
    }
    if (right !== "view") allowedAt = performance.now();
    const parsed = input.safeParse(sent);
    if (!parsed.success) {
      bad(name, "input");
      return;
    }
    try {
      const handler = signalHandlers[name] as (caller: C, input: unknown) => void;
      handler(caller, parsed.data);
    } catch (error) {
      // Nobody waits: an unknown id in a signal is as bad as a malformed one.
      if (error instanceof UserError) bad(name, error.code);
      else logReference(log, error, { signal: name, ...context });
    }
  }

  for (const [name, call] of Object.entries(calls)) {
    socket.on(name, (...parts: unknown[]) => {
      const answer = parts.at(-1);
      if (typeof answer !== "function") return bad(name, "nobody waits for the answer");
      void handleCall(name, call, parts.length > 1 ? parts[0] : undefined).then((result) => answer(bundle(result)));
    });
  }
  for (const [name, signal] of Object.entries(signals))
    socket.on(name, (sent: unknown) => handleSignal(name, signal, sent));
  socket.onAny((name: unknown) => {
    if (typeof name !== "string" || !known.has(name)) bad(String(name).slice(0, 60), "unknown name");
  });
}

/** Why a call was refused, by what it needs. */
function forbidden(needed: Right): string {
  return needed === "own"
    ? "Only the owner of this workspace may do this."
    : "You may look at this workspace, but not change it.";
}

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
