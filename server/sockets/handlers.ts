import type { z } from "zod";
import type { WorkspaceId } from "#shared/ids";
import type { CallName, CallOutput, Calls, Notice, NoticeName, SignalName, Signals } from "#shared/socket/catalogue";
import type { Right, TicketClaims } from "#shared/ticket";

/** One connected page. `send` reaches only it; `signal` aborts when it disconnects; `buffered` is what socket.io has not written yet, in bytes. */
export interface Viewer {
  readonly id: string;
  readonly signal: AbortSignal;
  /** The origin under which the page reached the app, such as `http://10.1.2.3:7080`; what it links to must be reachable there too. */
  readonly origin: string;
  send<N extends NoticeName>(name: N, notice: Notice<N>): void;
  buffered(): number;
}

/** Who calls. The workspace and the right were checked before the handler runs. */
export interface Caller {
  /** What the ticket said; its right was true when it was signed. */
  readonly claims: TicketClaims;
  readonly workspace: WorkspaceId;
  readonly viewer: Viewer;
  /** What they may do at the moment of reading. */
  readonly right: Right;
  /** Aborts when they lose the right to drive: what of theirs still waits somewhere is dropped. */
  readonly driving: AbortSignal;
}

/** A room's functions for its calls: `Pick<CallHandlers, "files:list" | …>`. What they throw becomes a failure (UserError) or a logged reference. */
export type CallHandlers = {
  [N in CallName]: (caller: Caller, input: z.output<Calls[N]["input"]>) => Promise<CallOutput<N>> | CallOutput<N>;
};

export type SignalHandlers = {
  [N in SignalName]: (caller: Caller, input: z.output<Signals[N]["input"]>) => void;
};

/** Sends notices to every page of a workspace. */
export interface Hub {
  publish<N extends NoticeName>(workspace: WorkspaceId, name: N, notice: Notice<N>): void;
  /** How many pages are connected now. */
  viewers(workspace: WorkspaceId): number;
}
