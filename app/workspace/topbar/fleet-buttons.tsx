"use client";
import { Play, Square, Upload } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "#app/ui/button";
import { Tooltip } from "#app/ui/tooltip";
import { useCommands, useMayDrive, useSession, useWorkspace } from "#app/workspace/session/session-context";
import { fleetCommands } from "#app/workspace/topbar/fleet";
import { isLive } from "#shared/states";

/** Deploy all, Start all, Stop all; in a small window they are in the overflow menu. */
export function FleetButtons() {
  const t = useTranslations("workspace");
  const session = useSession();
  const mayDrive = useMayDrive();
  const anyArtifact = useWorkspace((state) => state.artifacts.length > 0);
  const anyReady = useWorkspace((state) => state.instances.some((one) => one.state !== "empty" && !isLive(one.state)));
  const anyLive = useWorkspace((state) => state.instances.some((one) => isLive(one.state)));
  useCommands(() => fleetCommands(session, mayDrive, t), [session, mayDrive, t]);
  const refusalIf = (ready: boolean, reason: string) => (mayDrive ? (ready ? null : reason) : t("refusals.lookOnly"));
  return (
    <div className="flex items-center gap-1 max-lg:hidden">
      <FleetButton
        id="fleet.deploy"
        hint={t("bar.deployAllHint")}
        refusal={refusalIf(anyArtifact, t("bar.buildFirst"))}
        icon={<Upload aria-hidden size={15} />}
      >
        {t("bar.deployAll")}
      </FleetButton>
      <FleetButton
        id="fleet.start"
        hint={t("bar.startAllHint")}
        refusal={refusalIf(anyReady, t("bar.deployFirst"))}
        icon={<Play aria-hidden size={15} />}
      >
        {t("bar.startAll")}
      </FleetButton>
      <FleetButton
        id="fleet.stop"
        hint={t("bar.stopAllHint")}
        refusal={refusalIf(anyLive, t("bar.nothingRuns"))}
        icon={<Square aria-hidden size={14} />}
      >
        {t("bar.stopAll")}
      </FleetButton>
    </div>
  );
}

function FleetButton({
  id,
  hint,
  refusal,
  icon,
  children,
}: {
  id: string;
  hint: string;
  refusal: string | null;
  icon: ReactNode;
  children: string;
}) {
  const { commands } = useSession();
  return (
    <Tooltip label={refusal ?? hint}>
      <Button variant="ghost" icon={icon} refusal={refusal} onClick={() => commands.run(id)}>
        {children}
      </Button>
    </Tooltip>
  );
}
