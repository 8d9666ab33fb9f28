import { createStore, type StoreApi } from "zustand/vanilla";
import { sentenceOf } from "#app/workspace/connection/call-error";
import type { Link } from "#app/workspace/connection/connection";
import { createRoomSocket } from "#app/workspace/connection/room-socket";
import { fetchOperatorTicket } from "#app/workspace/connection/ticket";
import type { OperatorSnapshot } from "#shared/operator";
import { unbundle } from "#shared/socket/bundle";
import type {
  OperatorCallInput,
  OperatorCallName,
  OperatorCallOutput,
  OperatorNotice,
} from "#shared/socket/operator-catalogue";

/** What the page knows of the machine. */
export interface OperatorState {
  readonly link: Link;
  /** null until the first snapshot. */
  readonly snapshot: OperatorSnapshot | null;
  /** Why the snapshot could not be had. */
  readonly failure: string | null;
}

/** The machine, live. Whoever creates it disposes it. */
export interface OperatorFeed extends StoreApi<OperatorState> {
  /** Answers the value or throws a CallError. */
  ask<N extends OperatorCallName>(name: N, input: OperatorCallInput<N>): Promise<OperatorCallOutput<N>>;
  /** Tries again now. */
  retry(): void;
  dispose(): void;
}

/** `operatorNamespace` of the catalogue, which would bring zod into the page. */
const namespace = "/operator";

/** Follows what runs; keeps itself connected until disposed. */
export function createOperatorFeed(): OperatorFeed {
  const store = createStore<OperatorState>(() => ({ link: { state: "connecting" }, snapshot: null, failure: null }));
  const set = store.setState;
  const room = createRoomSocket({
    namespace,
    fetchTicket: fetchOperatorTicket,
    opened: () => void open(),
    linked: (link) => set({ link }),
    closedBy: "operator:closed",
  });

  function ask<N extends OperatorCallName>(name: N, input: OperatorCallInput<N>): Promise<OperatorCallOutput<N>> {
    return room.ask<OperatorCallOutput<N>>(name, input);
  }

  async function open(): Promise<void> {
    try {
      set({ snapshot: await ask("operator:open", {}), failure: null });
    } catch (error) {
      set({ failure: sentenceOf(error) });
    }
  }

  // The server validates what it says; here it is taken at its word.
  room.hear("operator:changed", (notice) =>
    set({ snapshot: unbundle(notice) as OperatorNotice<"operator:changed">, failure: null }),
  );

  return {
    ...store,
    ask,
    retry() {
      if (room.retry() && store.getState().failure !== null) void open();
    },
    dispose: room.dispose,
  };
}
