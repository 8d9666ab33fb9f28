"use client";
import { useTranslations } from "next-intl";
import { useSentence } from "#app/i18n/sentences";
import type { Translator } from "#app/i18n/translator";
import { Button } from "#app/ui/button";
import { useMayDrive, useSession } from "#app/workspace/session/session-context";
import type { TerminalView } from "#shared/views";

/** Why a terminal is closed, below its text, and what to do next. */
export function TerminalEnding({ terminal }: { terminal: TerminalView }) {
  const t = useTranslations("workspace.terminals");
  const ui = useTranslations("ui.actions");
  const inWords = useSentence();
  const { screens, commands } = useSession();
  const mayDrive = useMayDrive();

  async function again(): Promise<void> {
    const opened = await screens.open(terminal.target);
    await screens.close(terminal.id);
    screens.shown.setState(opened.id, true);
  }

  return (
    <div role="status" className="flex flex-wrap items-center gap-2 border-t border-line bg-sunken px-2 py-1">
      <span className="min-w-0 flex-1 text-muted">
        {terminal.note === undefined ? endingOf(terminal, t) : inWords(terminal.note)}
      </span>
      {mayDrive ? (
        <>
          <Button size="sm" onClick={() => void again().catch(commands.report)}>
            {t("newShell")}
          </Button>
          <Button size="sm" variant="ghost" onClick={() => void screens.close(terminal.id).catch(commands.report)}>
            {ui("close")}
          </Button>
        </>
      ) : null}
    </div>
  );
}

function endingOf({ exitCode }: TerminalView, t: Translator<"workspace.terminals">): string {
  return exitCode === undefined || exitCode === 0 ? t("ended") : t("endedWith", { code: exitCode });
}
