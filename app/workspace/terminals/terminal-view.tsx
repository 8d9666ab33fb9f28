"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import { Button } from "#app/ui/button";
import { Confirm } from "#app/ui/confirm";
import { Spinner } from "#app/ui/spinner";
import { useMayDrive, useSession } from "#app/workspace/session/session-context";
import { TerminalEnding } from "#app/workspace/terminals/terminal-ending";
import { useTerminalKeys } from "#app/workspace/terminals/use-terminal-keys";
import type { TerminalView as Terminal } from "#shared/views";

/**
 * A terminal in one place of the page, named `place`. It is shown in one place at a time: an `eager` place takes it when it appears,
 * another waits until it is free or the reader fetches it.
 */
export function TerminalView({
  terminal,
  place,
  eager = false,
}: {
  terminal: Terminal;
  place: string;
  eager?: boolean;
}) {
  const { screens } = useSession();
  const holder = useStore(screens.places, (places) => places[terminal.id]);
  const claim = useCallback(
    () => screens.places.setState((places) => ({ ...places, [terminal.id]: place })),
    [screens, terminal.id, place],
  );
  const free = holder === undefined;
  useEffect(() => {
    if (eager) claim();
  }, [eager, claim]);
  useEffect(() => {
    if (free) claim();
  }, [free, claim]);
  useEffect(
    () => () =>
      screens.places.setState((places) =>
        places[terminal.id] === place ? { ...places, [terminal.id]: undefined } : places,
      ),
    [screens, terminal.id, place],
  );
  if (holder !== undefined && holder !== place) {
    return (
      <div className="flex h-full items-center justify-center gap-2 text-muted">
        This terminal is shown elsewhere.
        <Button size="sm" onClick={claim}>
          Show it here
        </Button>
      </div>
    );
  }
  return holder === place ? <HeldTerminal terminal={terminal} /> : null;
}

function HeldTerminal({ terminal }: { terminal: Terminal }) {
  const { screens } = useSession();
  const mayDrive = useMayDrive();
  const screen = screens.of(terminal.id);
  const { stage, failure, gap } = useStore(screen.state);
  const box = useRef<HTMLDivElement>(null);
  const [paste, setPaste] = useState<string | null>(null);
  useTerminalKeys(box, screen, setPaste);

  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    element.append(screen.element);
    const observer = new ResizeObserver(() => screen.fit());
    observer.observe(element);
    screen.fit();
    return () => observer.disconnect();
  }, [screen]);

  return (
    <div className="relative flex h-full min-h-0 flex-col bg-surface">
      {gap ? (
        <p role="status" className="flex items-center gap-2 bg-waiting-soft px-2 py-0.5 text-sm text-waiting">
          Some output was too fast for this page and was left out.
          <button type="button" className="underline" onClick={() => screen.forgetGap()}>
            Dismiss
          </button>
        </p>
      ) : null}
      {/* biome-ignore lint/a11y/useSemanticElements: a terminal is no set of form fields */}
      <div
        ref={box}
        role="group"
        aria-label={`Terminal ${terminal.title}${mayDrive ? "" : ", read only"}`}
        className="min-h-0 flex-1 overflow-auto"
      />
      {stage !== "ready" && failure === null ? (
        <p role="status" className="absolute top-2 right-3 flex items-center gap-1.5 text-sm text-muted">
          <Spinner size={12} /> {stage === "loading" ? "Loading the terminal" : "Fetching its text"}
        </p>
      ) : null}
      {failure !== null ? (
        <p role="alert" className="flex items-center gap-2 bg-failed-soft px-2 py-1 text-sm">
          {failure}
          <Button size="sm" onClick={() => void screen.attach()}>
            Try again
          </Button>
        </p>
      ) : null}
      {terminal.state === "closed" ? <TerminalEnding terminal={terminal} /> : null}
      <Confirm
        open={paste !== null}
        onOpenChange={(open) => (open ? undefined : setPaste(null))}
        title={`Paste ${(paste ?? "").trimEnd().split("\n").length.toLocaleString("en")} lines?`}
        description="The shell may run each line as soon as it arrives."
        action="Paste"
        danger={false}
        onConfirm={() => {
          screen.paste(paste ?? "");
          setPaste(null);
          screen.focus();
        }}
      />
    </div>
  );
}
