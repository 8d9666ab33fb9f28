"use client";
import { Play, Square, Upload } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "#app/ui/button";
import { Tooltip } from "#app/ui/tooltip";
import { lookOnly } from "#app/workspace/session/rights";
import { useCommands, useMayDrive, useSession, useWorkspace } from "#app/workspace/session/session-context";
import { fleetCommands } from "#app/workspace/topbar/fleet";
import { isLive } from "#shared/states";

/** Deploy all, Start all, Stop all; in a small window they are in the overflow menu. */
export function FleetButtons() {
  const session = useSession();
  const mayDrive = useMayDrive();
  const anyArtifact = useWorkspace((state) => state.artifacts.length > 0);
  const anyReady = useWorkspace((state) => state.instances.some((one) => one.state !== "empty" && !isLive(one.state)));
  const anyLive = useWorkspace((state) => state.instances.some((one) => isLive(one.state)));
  useCommands(() => fleetCommands(session, mayDrive), [session, mayDrive]);
  return (
    <div className="flex items-center gap-1 max-lg:hidden">
      <FleetButton
        id="fleet.deploy"
        hint="Put the newest build on every instance"
        refusal={refusalIf(mayDrive, anyArtifact, "Build first: there is nothing to deploy yet")}
        icon={<Upload aria-hidden size={15} />}
      >
        Deploy all
      </FleetButton>
      <FleetButton
        id="fleet.start"
        hint="Start every instance, in the order of the experiment"
        refusal={refusalIf(mayDrive, anyReady, "Deploy first, or everything runs already")}
        icon={<Play aria-hidden size={15} />}
      >
        Start all
      </FleetButton>
      <FleetButton
        id="fleet.stop"
        hint="Stop every instance that runs"
        refusal={refusalIf(mayDrive, anyLive, "Nothing runs")}
        icon={<Square aria-hidden size={14} />}
      >
        Stop all
      </FleetButton>
    </div>
  );
}

function refusalIf(mayDrive: boolean, ready: boolean, reason: string): string | null {
  if (!mayDrive) return lookOnly;
  return ready ? null : reason;
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
