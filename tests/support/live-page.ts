import { io, type Socket } from "socket.io-client";
import { unbundle } from "#shared/socket/bundle";
import {
  type Answer,
  type CallInput,
  type CallName,
  type CallOutput,
  type Notice,
  type NoticeName,
  type SignalInput,
  type SignalName,
  socketPath,
} from "#shared/socket/catalogue";

/** A workspace page without a browser: speaks over the app's origin or straight to the workspace server, and comes back by itself. */
export interface LivePage {
  /** The value of a call that must succeed. */
  value<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>>;
  signal<N extends SignalName>(name: N, input: SignalInput<N>): void;
  /** Calls `listener` for each notice; answers the function that ends it. */
  on<N extends NoticeName>(name: N, listener: (notice: Notice<N>) => void): () => void;
  /** Calls `listener` after each reconnection, before notices come in. */
  onReturn(listener: () => void): void;
  readonly connected: boolean;
  close(): void;
}

/** Quick to come back, so that what is measured is the server and not this client's patience. */
const reconnectMs = 50;

/** Connects with a fresh ticket each time; rejects when the first handshake is refused. */
export async function openLivePage(origin: string, ticket: () => Promise<string>): Promise<LivePage> {
  const socket: Socket = io(origin, {
    path: socketPath,
    addTrailingSlash: false,
    transports: ["websocket"],
    forceNew: true,
    reconnectionDelay: reconnectMs,
    reconnectionDelayMax: reconnectMs,
    auth: (give: (data: { ticket: string }) => void) => void ticket().then((fresh) => give({ ticket: fresh })),
  });
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("connect_error", (error) => reject(error));
  });
  return {
    async value(name, input) {
      const answer = unbundle(await socket.timeout(60_000).emitWithAck(name, input)) as Answer<CallOutput<typeof name>>;
      if (!answer.ok) throw new Error(`${name}: ${answer.failure.code}: ${answer.failure.sentence}`);
      return answer.value;
    },
    signal: (name, input) => void socket.emit(name, input),
    on(name, listener) {
      const receive = (notice: unknown) => listener(unbundle(notice) as Notice<typeof name>);
      socket.on(name as string, receive);
      return () => void socket.off(name as string, receive);
    },
    onReturn: (listener) => void socket.on("connect", listener),
    get connected() {
      return socket.connected;
    },
    close: () => void socket.disconnect(),
  };
}
