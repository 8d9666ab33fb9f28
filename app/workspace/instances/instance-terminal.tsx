"use client";
import { SquareTerminal } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { useSentence } from "#app/i18n/sentences";
import { Button } from "#app/ui/button";
import { Waiting } from "#app/ui/waiting";
import { sentenceOf } from "#app/workspace/connection/call-error";
import { useMayDrive, useSession, useWorkspace } from "#app/workspace/session/session-context";
import { TerminalView } from "#app/workspace/terminals/terminal-view";
import type { InstanceView } from "#shared/views";

/** A shell on this instance inside its tile: the newest one, or a new one. */
export function InstanceTerminal({ instance }: { instance: InstanceView }) {
  const t = useTranslations("workspace.tile");
  const inWords = useSentence();
  const { screens } = useSession();
  const mayDrive = useMayDrive();
  const terminal = useWorkspace((state) =>
    state.terminals.findLast(({ target }) => target.kind === "instance" && target.name === instance.name),
  );
  const [failure, setFailure] = useState<string | null>(null);
  const [opening, setOpening] = useState(false);
  const asked = useRef(false);

  function open(): void {
    setFailure(null);
    setOpening(true);
    screens
      .open({ kind: "instance", name: instance.name })
      .then(({ id }) => screens.of(id).focus())
      .catch((error: unknown) => setFailure(sentenceOf(error)))
      .finally(() => setOpening(false));
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the tile turns into a terminal
  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    if (terminal !== undefined) screens.of(terminal.id).focus();
    else if (mayDrive) open();
  }, []);

  if (terminal !== undefined) {
    return (
      <div className="min-h-0 flex-1">
        <TerminalView terminal={terminal} place={`tile-${instance.name}`} eager />
      </div>
    );
  }
  if (opening)
    return (
      <Waiting
        stage={instance.note === undefined ? t("openingShell", { name: instance.name }) : inWords(instance.note)}
        className="flex-1"
      />
    );
  return (
    <div className="flex min-h-0 flex-1 flex-col items-center justify-center gap-2 px-3 text-center text-muted">
      <p role={failure === null ? undefined : "alert"}>{failure ?? t("noTerminal")}</p>
      {mayDrive ? (
        <Button size="sm" icon={<SquareTerminal aria-hidden size={13} />} onClick={open}>
          {t("openShell")}
        </Button>
      ) : null}
    </div>
  );
}
