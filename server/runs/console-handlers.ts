import type { Instance } from "#server/instances/instance";
import type { LogStore } from "#server/logs/log-store";
import type { Runs } from "#server/runs/runs";
import type { Caller, CallHandlers, SignalHandlers } from "#server/sockets/handlers";
import { unknownThing } from "#shared/failures";
import type { RunId, WorkspaceId } from "#shared/ids";

interface ConsoleHandlersParts {
  readonly runs: Pick<Runs, "find">;
  readonly logs: Pick<LogStore, "read">;
  /** The instance on which this run is alive, if it is. */
  readonly instanceOf: (workspace: WorkspaceId, run: RunId) => Instance | undefined;
}

/** What a program has not read of what was typed may grow to this; then typing is dropped. */
const MAXIMUM_BACKLOG_BYTES = 1024 * 1024;

/** Ctrl+D, with which a terminal ends a program's input. */
const END_OF_TRANSMISSION = new Uint8Array([4]);

/** Answers what pages ask and type at the consoles of programs. */
export function createConsoleHandlers({
  runs,
  logs,
  instanceOf,
}: ConsoleHandlersParts): Pick<CallHandlers, "console:log"> & Pick<SignalHandlers, "console:input" | "console:end"> {
  function session({ workspace }: Caller, run: RunId) {
    const instance = instanceOf(workspace, run);
    if (instance === undefined) throw unknownThing();
    return instance.session;
  }

  return {
    async "console:log"({ workspace }, { run, from }) {
      const alive = instanceOf(workspace, run);
      if (alive === undefined && (await runs.find(workspace, run)) === undefined) throw unknownThing();
      await alive?.output?.flush();
      return logs.read(workspace, run, from);
    },
    "console:input"(caller, { run, bytes }) {
      const target = session(caller, run);
      if (target === undefined || target.backlog > MAXIMUM_BACKLOG_BYTES) return;
      target.write(bytes, caller.driving).catch(() => undefined);
    },
    "console:end"(caller, { run }) {
      const target = session(caller, run);
      const isTerminal = instanceOf(caller.workspace, run)?.service.tty === true;
      const ending = isTerminal ? target?.write(END_OF_TRANSMISSION, caller.driving) : target?.eof();
      ending?.catch(() => undefined);
    },
  };
}
