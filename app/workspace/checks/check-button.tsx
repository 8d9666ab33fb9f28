"use client";
import { ListChecks } from "lucide-react";
import { useStore } from "zustand";
import { Button } from "#app/ui/button";
import { Spinner } from "#app/ui/spinner";
import { Tooltip } from "#app/ui/tooltip";
import { checkCommands } from "#app/workspace/checks/check-commands";
import { lookOnly } from "#app/workspace/session/rights";
import { useCommands, useMayDrive, useSession } from "#app/workspace/session/session-context";

/** Check, or while the checks run how far they are; not there when the experiment has none. */
export function CheckButton() {
  const session = useSession();
  const { checks, commands, panels } = session;
  const mayDrive = useMayDrive();
  const exist = useStore(checks, ({ outline }) => (outline?.checks.length ?? 0) > 0);
  const running = useStore(checks, ({ runs }) => runs.find(({ state }) => state === "running"));
  useCommands(() => checkCommands(session, mayDrive), [session, mayDrive]);
  if (!exist) return null;
  if (running === undefined) {
    return (
      <div className="max-lg:hidden">
        <Tooltip label={mayDrive ? "Build, deploy and see whether all holds" : lookOnly} keys="Alt+Shift+C">
          <Button
            variant="ghost"
            refusal={mayDrive ? null : lookOnly}
            icon={<ListChecks aria-hidden size={15} />}
            onClick={() => commands.run("check.run")}
          >
            Check
          </Button>
        </Tooltip>
      </div>
    );
  }
  const over = running.parts.filter(({ state }) => state !== "waiting" && state !== "running").length;
  return (
    <Tooltip label="Show how the checks go">
      <Button
        variant="ghost"
        className="bg-waiting-soft text-waiting max-lg:hidden"
        icon={<Spinner size={14} />}
        onClick={() => panels.show("checks")}
      >
        Checking {Math.min(over + 1, running.parts.length)} of {running.parts.length}
      </Button>
    </Tooltip>
  );
}
