"use client";
import { Hammer, Play, Upload } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#app/ui/button";
import { Kbd } from "#app/ui/kbd";
import { BringUpFirst } from "#app/workspace/compositions/bring-up-first";
import { InstanceConsole } from "#app/workspace/consoles/instance-console";
import { act, deployNewest, newestOf } from "#app/workspace/instances/actions";
import { InstanceTerminal } from "#app/workspace/instances/instance-terminal";
import { useMayDrive, useSession, useWorkspace } from "#app/workspace/session/session-context";
import { quote } from "#shared/experiment/arguments";
import type { InstanceView } from "#shared/views";

/** The console, the terminal, or what to do first. */
export function TileBody({ instance, asTerminal }: { instance: InstanceView; asTerminal: boolean }) {
  if (asTerminal) return <InstanceTerminal instance={instance} />;
  if (instance.run !== undefined) return <InstanceConsole instance={instance} />;
  return <FirstStep instance={instance} />;
}

function FirstStep({ instance }: { instance: InstanceView }) {
  const t = useTranslations("workspace");
  const session = useSession();
  const mayDrive = useMayDrive();
  const newest = useWorkspace((state) => newestOf(state.artifacts));
  const composed = useWorkspace((state) => state.workspace?.composed !== undefined);
  const empty = instance.state === "empty" && !instance.locked;
  if (composed && empty) return <BringUpFirst />;
  return (
    <div className="flex min-h-0 flex-1 flex-col items-center justify-center gap-1.5 overflow-auto px-3 py-1 text-center text-muted">
      {empty ? (
        <p>
          {newest === undefined
            ? t.rich("tile.buildFirst", {
                key: () => <Kbd keys="Ctrl+B" />,
                more: (text) => <span className="[@container(max-height:170px)]:hidden">{text}</span>,
              })
            : t("refusals.nothingDeployed")}
        </p>
      ) : (
        <code className="max-w-full truncate text-xs" title={t("tile.whatStartRuns")}>
          {quote(instance.command)}
        </code>
      )}
      {mayDrive ? (
        empty ? (
          newest === undefined ? (
            <Button
              size="sm"
              icon={<Hammer aria-hidden size={13} />}
              onClick={() => session.commands.run("build.start")}
            >
              {t("tile.buildNow")}
            </Button>
          ) : (
            <Button
              size="sm"
              icon={<Upload aria-hidden size={13} />}
              onClick={() => void deployNewest(session, instance.name)}
            >
              {newest.build === undefined
                ? t("tile.deployHere", { name: newest.name })
                : t("tile.deployBuildHere", { number: newest.build.number })}
            </Button>
          )
        ) : (
          <Button size="sm" icon={<Play aria-hidden size={12} />} onClick={() => act(session, "start", instance.name)}>
            {t("tile.start")}
          </Button>
        )
      ) : null}
    </div>
  );
}
