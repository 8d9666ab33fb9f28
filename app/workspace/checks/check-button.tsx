"use client";
import { ListChecks } from "lucide-react";
import { useTranslations } from "next-intl";
import { useStore } from "zustand";
import { Button } from "#app/ui/button";
import { Spinner } from "#app/ui/spinner";
import { Tooltip } from "#app/ui/tooltip";
import { checkCommands } from "#app/workspace/checks/check-commands";
import { useCommands, useMayDrive, useSession } from "#app/workspace/session/session-context";

/** Check, or while the checks run how far they are; not there when the experiment has none. */
export function CheckButton() {
  const t = useTranslations("workspace");
  const lookOnly = t("refusals.lookOnly");
  const session = useSession();
  const { checks, commands, panels } = session;
  const mayDrive = useMayDrive();
  const exist = useStore(checks, ({ outline }) => (outline?.checks.length ?? 0) > 0);
  const running = useStore(checks, ({ runs }) => runs.find(({ state }) => state === "running"));
  useCommands(() => checkCommands(session, mayDrive, t), [session, mayDrive, t]);
  if (!exist) return null;
  if (running === undefined) {
    return (
      <div className="max-lg:hidden">
        <Tooltip label={mayDrive ? t("checks.hint") : lookOnly} keys="Alt+Shift+C">
          <Button
            variant="ghost"
            refusal={mayDrive ? null : lookOnly}
            icon={<ListChecks aria-hidden size={15} />}
            onClick={() => commands.run("check.run")}
          >
            {t("checks.check")}
          </Button>
        </Tooltip>
      </div>
    );
  }
  const over = running.parts.filter(({ state }) => state !== "waiting" && state !== "running").length;
  return (
    <Tooltip label={t("checks.show")}>
      <Button
        variant="ghost"
        className="bg-waiting-soft text-waiting max-lg:hidden"
        icon={<Spinner size={14} />}
        onClick={() => panels.show("checks")}
      >
        {t("checks.checking", { at: Math.min(over + 1, running.parts.length), total: running.parts.length })}
      </Button>
    </Tooltip>
  );
}
