"use client";
import { useTranslations } from "next-intl";
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
  const t = useTranslations("workspace.terminals");
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
        {t("elsewhere")}
        <Button size="sm" onClick={claim}>
          {t("showHere")}
        </Button>
      </div>
    );
  }
  return holder === place ? <HeldTerminal terminal={terminal} /> : null;
}

function HeldTerminal({ terminal }: { terminal: Terminal }) {
  const t = useTranslations("workspace.terminals");
  const ui = useTranslations("ui.actions");
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
          {t("gap")}
          <button type="button" className="underline" onClick={() => screen.forgetGap()}>
            {t("dismiss")}
          </button>
        </p>
      ) : null}
      {/* biome-ignore lint/a11y/useSemanticElements: a terminal is no set of form fields */}
      <div
        ref={box}
        role="group"
        aria-label={t(mayDrive ? "label" : "labelReadOnly", { title: terminal.title })}
        className="min-h-0 flex-1 overflow-auto"
      />
      {stage !== "ready" && failure === null ? (
        <p role="status" className="absolute top-2 right-3 flex items-center gap-1.5 text-sm text-muted">
          <Spinner size={12} /> {stage === "loading" ? t("loading") : t("fetching")}
        </p>
      ) : null}
      {failure !== null ? (
        <p role="alert" className="flex items-center gap-2 bg-failed-soft px-2 py-1 text-sm">
          {failure}
          <Button size="sm" onClick={() => void screen.attach()}>
            {ui("tryAgain")}
          </Button>
        </p>
      ) : null}
      {terminal.state === "closed" ? <TerminalEnding terminal={terminal} /> : null}
      <Confirm
        open={paste !== null}
        onOpenChange={(open) => (open ? undefined : setPaste(null))}
        title={t("pasteTitle", { count: (paste ?? "").trimEnd().split("\n").length })}
        description={t("pasteDescription")}
        action={t("paste")}
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
