"use client";
import { Button } from "#app/ui/button";
import { useMayDrive, useSession } from "#app/workspace/session/session-context";
import type { TerminalView } from "#shared/views";

/** Why a terminal is closed, below its text, and what to do next. */
export function TerminalEnding({ terminal }: { terminal: TerminalView }) {
  const { screens, commands } = useSession();
  const mayDrive = useMayDrive();

  async function again(): Promise<void> {
    const opened = await screens.open(terminal.target);
    await screens.close(terminal.id);
    screens.shown.setState(opened.id, true);
  }

  return (
    <div role="status" className="flex flex-wrap items-center gap-2 border-t border-line bg-sunken px-2 py-1">
      <span className="min-w-0 flex-1 text-muted">{endingOf(terminal)}</span>
      {mayDrive ? (
        <>
          <Button size="sm" onClick={() => void again().catch(commands.report)}>
            New shell
          </Button>
          <Button size="sm" variant="ghost" onClick={() => void screens.close(terminal.id).catch(commands.report)}>
            Close
          </Button>
        </>
      ) : null}
    </div>
  );
}

/** A sentence: how the shell ended. */
export function endingOf({ exitCode, note }: TerminalView): string {
  if (note !== undefined) return note;
  if (exitCode === undefined) return "The shell has ended.";
  return exitCode === 0 ? "The shell has ended." : `The shell has ended with exit code ${exitCode}.`;
}
