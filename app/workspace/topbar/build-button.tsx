"use client";
import { Hammer, Square } from "lucide-react";
import { useTranslations } from "next-intl";
import { useSentence } from "#app/i18n/sentences";
import { Button } from "#app/ui/button";
import { Spinner } from "#app/ui/spinner";
import { Tooltip } from "#app/ui/tooltip";
import { buildCommands } from "#app/workspace/builds/build-commands";
import { useCommands, useMayDrive, useSession, useWorkspace } from "#app/workspace/session/session-context";
import { Elapsed } from "#app/workspace/topbar/elapsed";
import { isOver } from "#shared/states";

/** Build, or while one runs its stage, its time and the way out. */
export function BuildButton() {
  const t = useTranslations("workspace");
  const ui = useTranslations("ui.actions");
  const lookOnly = t("refusals.lookOnly");
  const inWords = useSentence();
  const session = useSession();
  const mayDrive = useMayDrive();
  const running = useWorkspace((state) => state.builds.find((build) => !isOver(build.state)));
  const titles = useTranslations("editing.commands");
  useCommands(() => buildCommands(session, mayDrive, titles), [session, mayDrive, titles]);
  if (running === undefined) {
    return (
      <Tooltip label={mayDrive ? t("bar.buildHint") : lookOnly} keys="Ctrl+B">
        <Button
          variant="ghost"
          refusal={mayDrive ? null : lookOnly}
          icon={<Hammer aria-hidden size={15} />}
          onClick={() => session.commands.run("build.start")}
        >
          {t("bar.build")}
        </Button>
      </Tooltip>
    );
  }
  return (
    <span className="inline-flex shrink-0 items-center gap-2 rounded-md bg-waiting-soft pl-2 whitespace-nowrap text-waiting max-sm:gap-1">
      <Spinner size={14} />
      <span role="status" className="max-w-48 truncate max-sm:hidden xl:max-w-80">
        {running.stage === undefined
          ? t(running.state === "queued" ? "bar.waiting" : "bar.building")
          : inWords(running.stage)}
      </span>
      <Elapsed from={running.startedAt ?? running.createdAt} />
      <Button
        variant="ghost"
        size="sm"
        refusal={mayDrive ? null : lookOnly}
        icon={<Square aria-hidden size={12} />}
        onClick={() => session.commands.run("build.cancel")}
      >
        <span className="max-sm:sr-only">{ui("cancel")}</span>
      </Button>
    </span>
  );
}
