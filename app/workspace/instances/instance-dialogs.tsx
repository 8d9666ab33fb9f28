"use client";
import { useTranslations } from "next-intl";
import { useStore } from "zustand";
import { Confirm } from "#app/ui/confirm";
import { perform } from "#app/workspace/instances/actions";
import { DeployDialog } from "#app/workspace/instances/deploy-dialog";
import { DetailsDrawer } from "#app/workspace/instances/details-drawer";
import { instanceCommands } from "#app/workspace/instances/instance-commands";
import { LaunchDialog } from "#app/workspace/instances/launch-dialog";
import { useCommands, useMayDrive, useSession, useWorkspace } from "#app/workspace/session/session-context";
import { terminalCommands } from "#app/workspace/terminals/terminal-commands";

/** The dialogs and the commands of instances and terminals; once a page, whichever panes are shown. */
export function InstanceDialogs() {
  const t = useTranslations("workspace");
  const session = useSession();
  const { desk } = session;
  const mayDrive = useMayDrive();
  const names = useWorkspace((state) => state.instances.map(({ name }) => name).join(" "));
  useCommands(
    () => [...instanceCommands(session, mayDrive, t), ...terminalCommands(session, mayDrive, t)],
    [session, mayDrive, names, t],
  );
  const dialog = useStore(desk, (state) => state.dialog);
  const instance = useWorkspace((state) => state.instances.find(({ name }) => name === dialog?.name));
  if (dialog === null || instance === undefined) return null;
  const close = () => desk.open(null);
  if (dialog.kind === "launch") return <LaunchDialog key={dialog.name} instance={instance} onClose={close} />;
  if (dialog.kind === "choose") return <DeployDialog key={dialog.name} instance={instance} onClose={close} />;
  if (dialog.kind === "details") return <DetailsDrawer key={dialog.name} instance={instance} onClose={close} />;
  return (
    <Confirm
      open
      onOpenChange={(open) => (open ? undefined : close())}
      title={t("reset.title", { name: instance.name })}
      description={t("reset.description")}
      action={t("actions.reset", { name: instance.name })}
      onConfirm={() => {
        close();
        void perform(session, "reset", instance.name);
      }}
    />
  );
}
