"use client";
import { SquareTerminal } from "lucide-react";
import { useState } from "react";
import { useStore } from "zustand";
import { Button } from "#app/ui/button";
import { EmptyState } from "#app/ui/empty-state";
import { useMayDrive, useSession, useWorkspace } from "#app/workspace/session/session-context";
import { TerminalBar } from "#app/workspace/terminals/terminal-bar";
import { TerminalSearch } from "#app/workspace/terminals/terminal-search";
import { TerminalView } from "#app/workspace/terminals/terminal-view";

/** The terminals: one in front, or all as tiles. */
export function TerminalPanel() {
  const { screens } = useSession();
  const terminals = useWorkspace((state) => state.terminals);
  const wanted = useStore(screens.shown);
  const [tiled, setTiled] = useState(false);
  const searching = useStore(screens.searching);
  const places = useStore(screens.places);
  const free = terminals.filter(({ id }) => places[id] === undefined || places[id] === "pane");
  const shown = terminals.find((one) => one.id === wanted) ?? free.at(-1) ?? terminals.at(-1);

  if (shown === undefined) return <NoTerminals />;
  return (
    <div className="flex h-full min-h-0 flex-col">
      <TerminalBar
        terminals={terminals}
        shown={shown}
        tiled={tiled}
        onTiled={setTiled}
        onSearch={() => screens.searching.setState(!searching, true)}
      />
      {searching ? (
        <TerminalSearch screen={screens.of(shown.id)} onClose={() => screens.searching.setState(false, true)} />
      ) : null}
      <div
        className="grid min-h-0 flex-1 gap-px bg-surface"
        style={tiled ? { gridTemplateColumns: "repeat(auto-fit, minmax(320px, 1fr))" } : undefined}
      >
        {(tiled ? terminals : [shown]).map((terminal) => (
          <div key={terminal.id} className="flex min-h-0 min-w-0 flex-col outline-1 outline-line">
            {tiled ? <p className="truncate bg-canvas px-2 text-sm text-muted">{terminal.title}</p> : null}
            <div className="min-h-0 flex-1">
              <TerminalView terminal={terminal} place="pane" />
            </div>
          </div>
        ))}
      </div>
    </div>
  );
}

function NoTerminals() {
  const { commands } = useSession();
  const mayDrive = useMayDrive();
  return (
    <EmptyState
      className="h-full"
      icon={<SquareTerminal aria-hidden size={24} />}
      title="No terminal is open"
      action={
        mayDrive ? (
          <Button icon={<SquareTerminal aria-hidden size={14} />} onClick={() => commands.run("terminal.new")}>
            Open a terminal on the toolchain
          </Button>
        ) : undefined
      }
    >
      A shell where your files and compilers are. Each instance has its own: press the terminal button on its tile.
    </EmptyState>
  );
}
