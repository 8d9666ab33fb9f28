"use client";
import { ArrowDownToLine, ArrowUpFromLine, CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useSentence } from "#app/i18n/sentences";
import { Button } from "#app/ui/button";
import { Spinner } from "#app/ui/spinner";
import { Tooltip } from "#app/ui/tooltip";
import { compositionCommands, isMoving } from "#app/workspace/compositions/composition-commands";
import { useComposition } from "#app/workspace/compositions/use-composition";
import { useCommands, useMayDrive, useSession, useWorkspace } from "#app/workspace/session/session-context";
import { BuildButton } from "#app/workspace/topbar/build-button";
import { FleetButtons } from "#app/workspace/topbar/fleet-buttons";
import { isOver } from "#shared/states";

/** What makes programs run: Build, Deploy and Start, or where students write images or the Compose file, Up and Down. */
export function ProgramControls() {
  const isComposed = useWorkspace((state) => state.workspace?.composed !== undefined);
  if (isComposed) return <UpAndDown />;
  return (
    <>
      <BuildButton />
      <FleetButtons />
    </>
  );
}

function UpAndDown() {
  const t = useTranslations("workspaceImages");
  const workspace = useTranslations("workspace");
  const inWords = useSentence();
  const lookOnly = workspace("refusals.lookOnly");
  const session = useSession();
  const mayDrive = useMayDrive();
  const view = useComposition();
  const builds = useWorkspace((state) => state.builds.some((build) => !isOver(build.state)));
  const count = useWorkspace((state) => state.instances.length);
  useCommands(
    () => compositionCommands(session, mayDrive, view, { t, workspace }),
    [session, mayDrive, view, t, workspace],
  );
  // While it builds its stage, its time and the way out are shown.
  if (builds) return <BuildButton />;
  const moving = isMoving(view);
  return (
    <span className="inline-flex items-center gap-1">
      {moving ? (
        <span role="status" className="inline-flex h-7 items-center gap-2 rounded-md bg-waiting-soft px-2 text-waiting">
          <Spinner size={14} />
          <span className="max-sm:sr-only">{view?.state === "removing" ? t("down.under") : t("up.under")}</span>
        </span>
      ) : null}
      {view?.state === "failed" && view.note !== undefined ? (
        <Tooltip label={inWords(view.note)}>
          <span role="status" className="inline-flex h-7 items-center gap-1 text-failed">
            <CircleAlert aria-hidden size={14} />
            <span className="max-w-40 truncate max-md:sr-only">{inWords(view.note)}</span>
          </span>
        </Tooltip>
      ) : null}
      <Tooltip label={mayDrive ? t("up.hint") : lookOnly} keys="Ctrl+B">
        <Button
          variant="ghost"
          refusal={mayDrive ? (moving ? t("waits") : null) : lookOnly}
          icon={<ArrowUpFromLine aria-hidden size={15} />}
          onClick={() => session.commands.run("composition.up")}
        >
          {t("up.button")}
        </Button>
      </Tooltip>
      <Tooltip label={mayDrive ? t("down.hint") : lookOnly}>
        <Button
          variant="ghost"
          className="max-sm:hidden"
          refusal={mayDrive ? (moving ? t("waits") : count === 0 ? t("down.nothing") : null) : lookOnly}
          icon={<ArrowDownToLine aria-hidden size={15} />}
          onClick={() => session.commands.run("composition.down")}
        >
          {t("down.button")}
        </Button>
      </Tooltip>
    </span>
  );
}
