"use client";
import { Play, Square, Upload } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "#app/ui/button";
import { Tooltip } from "#app/ui/tooltip";
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
        hint={anyArtifact ? "Put the newest build on every instance" : "Build first: there is nothing to deploy yet"}
        icon={<Upload aria-hidden size={15} />}
        disabled={!mayDrive || !anyArtifact}
      >
        Deploy all
      </FleetButton>
      <FleetButton
        id="fleet.start"
        hint={
          anyReady ? "Start every instance, in the order of the experiment" : "Deploy first, or everything runs already"
        }
        icon={<Play aria-hidden size={15} />}
        disabled={!mayDrive || !anyReady}
      >
        Start all
      </FleetButton>
      <FleetButton
        id="fleet.stop"
        hint={anyLive ? "Stop every instance that runs" : "Nothing runs"}
        icon={<Square aria-hidden size={14} />}
        disabled={!mayDrive || !anyLive}
      >
        Stop all
      </FleetButton>
    </div>
  );
}

function FleetButton({
  id,
  hint,
  icon,
  disabled,
  children,
}: {
  id: string;
  hint: string;
  icon: ReactNode;
  disabled: boolean;
  children: string;
}) {
  const { commands } = useSession();
  return (
    <Tooltip label={hint}>
      <Button variant="ghost" icon={icon} disabled={disabled} onClick={() => commands.run(id)}>
        {children}
      </Button>
    </Tooltip>
  );
}
