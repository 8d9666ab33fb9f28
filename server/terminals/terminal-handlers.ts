import type { Caller, CallHandlers, SignalHandlers, Viewer } from "#server/sockets/handlers";
import { PageWindow } from "#server/terminals/page-window";
import type { Terminal } from "#server/terminals/terminal";
import type { Terminals } from "#server/terminals/terminals";
import { allows } from "#shared/ticket";

/** A page that socket.io cannot write to fast enough is cut loose at this many unsent bytes, lest it fill our memory. */
const MAXIMUM_BUFFERED_BYTES = 4 * 1024 * 1024;

const windows = new WeakMap<Viewer, PageWindow>();

type TerminalCalls = Pick<CallHandlers, "terminal:open" | "terminal:attach" | "terminal:rename" | "terminal:close">;
type TerminalSignals = Pick<SignalHandlers, "terminal:input" | "terminal:ack" | "terminal:resize" | "terminal:detach">;

/** The calls about terminals. */
export function createTerminalCalls(terminals: Terminals): TerminalCalls {
  return {
    "terminal:open": ({ workspace }, { target, cols, rows, title }) =>
      terminals.open(workspace, target, { cols, rows }, title),
    "terminal:attach": (caller, { id, from }) => attach(caller, terminals.find(caller.workspace, id), from),
    "terminal:rename": ({ workspace }, { id, title }) => {
      terminals.find(workspace, id).rename(title);
      return {};
    },
    "terminal:close": async ({ workspace }, { id }) => {
      await terminals.close(workspace, id);
      return {};
    },
  };
}

/** The signals about terminals; those that change something need `drive`, which the catalogue asks for. */
export function createTerminalSignals(terminals: Terminals): TerminalSignals {
  return {
    "terminal:input": ({ workspace, viewer, driving }, { id, bytes }) =>
      terminals.find(workspace, id).input(viewer.id, bytes, driving),
    "terminal:ack": ({ workspace, viewer }, { id, offset }) => terminals.find(workspace, id).ack(viewer.id, offset),
    "terminal:resize": ({ workspace, viewer }, { id, cols, rows }) =>
      terminals.find(workspace, id).resize(viewer.id, { cols, rows }),
    "terminal:detach": ({ workspace, viewer }, { id }) => terminals.find(workspace, id).detach(viewer.id),
  };
}

function attach(caller: Caller, terminal: Terminal, from: number) {
  const { claims, viewer } = caller;
  const { id } = terminal;
  const answer = terminal.attach(
    {
      id: viewer.id,
      user: claims.sub,
      owns: allows(claims.right, "own"),
      get drives() {
        return allows(caller.right, "drive");
      },
      get paces() {
        return allows(caller.right, "drive");
      },
      window: (underWay) => windowOf(viewer).share(id, underWay),
      answerer: (answers) => viewer.send("terminal:answerer", { id, answers }),
      output: (offset, bytes) =>
        send(viewer, terminal, () => viewer.send("terminal:output", { id, offset, bytes: new Uint8Array(bytes) })),
      gap: (to) => viewer.send("terminal:gap", { id, to }),
    },
    from,
  );
  viewer.signal.addEventListener("abort", () => terminal.detach(viewer.id), { once: true });
  return answer;
}

function windowOf(viewer: Viewer): PageWindow {
  const window = windows.get(viewer) ?? new PageWindow();
  windows.set(viewer, window);
  return window;
}

function send(viewer: Viewer, terminal: Terminal, emit: () => void): void {
  if (viewer.buffered() > MAXIMUM_BUFFERED_BYTES) terminal.detach(viewer.id);
  else emit();
}
