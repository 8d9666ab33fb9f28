"use client";
import { clsx } from "clsx";
import { SquareTerminal } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import { Button } from "#app/ui/button";
import { EmptyState } from "#app/ui/empty-state";
import { columnsFor } from "#app/workspace/instances/tile-grid";
import { useMayDrive, useSession, useWorkspace } from "#app/workspace/session/session-context";
import { TerminalBar } from "#app/workspace/terminals/terminal-bar";
import { TerminalSearch } from "#app/workspace/terminals/terminal-search";
import { TerminalView } from "#app/workspace/terminals/terminal-view";
import type { TerminalView as Terminal } from "#shared/views";

/** The terminals: one in front, or all as tiles. */
export function TerminalPanel() {
  const t = useTranslations("workspace.terminals");
  const { screens } = useSession();
  const terminals = useWorkspace((state) => state.terminals);
  const wanted = useStore(screens.shown);
  const [tiled, setTiled] = useState(false);
  const searching = useStore(screens.searching);
  const together = useStore(screens.together);
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
      {together ? (
        <p role="status" className="flex items-center gap-2 bg-waiting-soft px-2 py-0.5 text-sm text-waiting">
          {t("intoAll")}
          <button type="button" className="underline" onClick={() => screens.together.setState(false, true)}>
            {t("intoOne")}
          </button>
        </p>
      ) : null}
      <TerminalGrid terminals={tiled ? terminals : [shown]} shown={shown} />
    </div>
  );
}

/** A narrower terminal has less than 26 columns. */
const narrowest = 210;

/** Terminals beside and below each other; the one with the focus is the one that the bar is about. */
function TerminalGrid({ terminals, shown }: { terminals: readonly Terminal[]; shown: Terminal }) {
  const { screens } = useSession();
  const box = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width: 600, height: 200 });
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry && entry.contentRect.width > 0) setSize(entry.contentRect);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const several = terminals.length > 1;
  const columns = columnsFor(terminals.length, size.width, size.height, narrowest);
  const missing = columns * Math.ceil(terminals.length / columns) - terminals.length;
  return (
    <div
      ref={box}
      className="grid min-h-0 flex-1 gap-px bg-line"
      style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`, gridAutoRows: "minmax(0, 1fr)" }}
    >
      {terminals.map((terminal, index) => (
        <div
          key={terminal.id}
          className="flex min-h-0 min-w-0 flex-col bg-surface"
          style={index === terminals.length - 1 ? { gridColumn: `span ${1 + missing}` } : undefined}
          onFocusCapture={() => screens.shown.setState(terminal.id, true)}
        >
          {several ? (
            <p
              className={clsx(
                "truncate bg-canvas px-2 text-sm",
                terminal.id === shown.id ? "font-medium text-text" : "text-muted",
              )}
            >
              {terminal.title}
            </p>
          ) : null}
          <div className="min-h-0 flex-1">
            <TerminalView terminal={terminal} place="pane" />
          </div>
        </div>
      ))}
    </div>
  );
}

function NoTerminals() {
  const t = useTranslations("workspace.terminals");
  const { commands } = useSession();
  const mayDrive = useMayDrive();
  return (
    <EmptyState
      className="h-full"
      icon={<SquareTerminal aria-hidden size={24} />}
      title={t("none")}
      action={
        mayDrive ? (
          <Button icon={<SquareTerminal aria-hidden size={14} />} onClick={() => commands.run("terminal.new")}>
            {t("openOnToolchain")}
          </Button>
        ) : undefined
      }
    >
      {t("noneHint")}
    </EmptyState>
  );
}
