import { SignJWT } from "jose";
import { io } from "socket.io-client";
import { onTestFinished } from "vitest";
import type { Failure } from "#shared/failures";
import type { OperatorSnapshot } from "#shared/operator";
import { unbundle } from "#shared/socket/bundle";
import { type Answer, socketPath } from "#shared/socket/catalogue";
import {
  type OperatorCallInput,
  type OperatorCallName,
  type OperatorCallOutput,
  operatorNamespace,
} from "#shared/socket/operator-catalogue";
import { operatorTicketAudience, ticketIssuer } from "#shared/ticket";
import { type Person, ticketSecret } from "../../integration/fixtures/course";

/** An operator page as far as the server can tell. */
export interface OperatorPage {
  call<N extends OperatorCallName>(name: N, input: OperatorCallInput<N>): Promise<Answer<OperatorCallOutput<N>>>;
  value<N extends OperatorCallName>(name: N, input: OperatorCallInput<N>): Promise<OperatorCallOutput<N>>;
  /** The snapshots that were told, the newest last. */
  readonly told: readonly OperatorSnapshot[];
  readonly closed: Promise<string>;
}

/** A ticket to the operator page, as the web process signs it. */
export function signOperatorTicket(person: Person): Promise<string> {
  return new SignJWT({ name: person.id, sid: person.session })
    .setProtectedHeader({ alg: "HS256" })
    .setSubject(person.id)
    .setAudience(operatorTicketAudience)
    .setIssuer(ticketIssuer)
    .setIssuedAt()
    .setExpirationTime("60s")
    .sign(new TextEncoder().encode(ticketSecret));
}

/** Connects with a ticket; rejects with the failure when the handshake is refused. */
export async function openOperatorPage(port: number, ticket: unknown): Promise<OperatorPage> {
  const socket = io(`http://127.0.0.1:${port}${operatorNamespace}`, {
    path: socketPath,
    addTrailingSlash: false,
    transports: ["websocket"],
    auth: { ticket },
    reconnection: false,
    forceNew: true,
  });
  onTestFinished(() => void socket.close());
  const closed = new Promise<string>((resolve) => socket.once("disconnect", resolve));
  const told: OperatorSnapshot[] = [];
  socket.on("operator:changed", (raw: unknown) => told.push(unbundle(raw) as OperatorSnapshot));
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("connect_error", (error: Error & { data?: Failure }) =>
      reject(error.data ?? { code: "forbidden", sentence: error.message }),
    );
  });
  const call: OperatorPage["call"] = async (name, input) =>
    unbundle(await socket.timeout(60_000).emitWithAck(name, input)) as Answer<OperatorCallOutput<typeof name>>;
  return {
    ...{ call, told, closed },
    async value(name, input) {
      const answer = await call(name, input);
      if (!answer.ok) throw new Error(`${name}: ${answer.failure.code}: ${answer.failure.sentence}`);
      return answer.value;
    },
  };
}
