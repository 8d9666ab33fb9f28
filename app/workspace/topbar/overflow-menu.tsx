"use client";
import {
  Clapperboard,
  Command,
  EllipsisVertical,
  LayoutDashboard,
  ListChecks,
  Moon,
  Play,
  Square,
  Undo2,
  Upload,
  UserPlus,
  Users,
} from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useStore } from "zustand";
import { IconButton } from "#app/ui/icon-button";
import { Menu, MenuItem, MenuSeparator } from "#app/ui/menu";
import { CompositionItems } from "#app/workspace/compositions/composition-items";
import { useSession, useWorkspace } from "#app/workspace/session/session-context";
import { HandInItem } from "#app/workspace/submission/hand-in-button";
import type { WorkspaceProps } from "#app/workspace/workspace";

/** Everything that has no room in the bar: in a small window the instance buttons, always the palette and the layout. */
export function OverflowMenu({ course }: Pick<WorkspaceProps, "course">) {
  const t = useTranslations("workspace");
  const { commands, checks, workspaceId } = useSession();
  const checkable = useStore(checks, ({ outline }) => (outline?.checks.length ?? 0) > 0);
  const composed = useWorkspace((state) => state.workspace?.composed !== undefined);
  const owns = useWorkspace((state) => state.people?.you.right === "own");
  const guest = useWorkspace((state) => state.people?.you.relation === "guest");
  return (
    <Menu trigger={<IconButton label={t("bar.more")} icon={<EllipsisVertical aria-hidden size={15} />} />}>
      {composed ? <CompositionItems /> : null}
      <div className={composed ? "hidden" : "lg:hidden"}>
        <MenuItem icon={<Upload aria-hidden size={14} />} onSelect={() => commands.run("fleet.deploy")}>
          {t("bar.deployAll")}
        </MenuItem>
        <MenuItem icon={<Play aria-hidden size={14} />} onSelect={() => commands.run("fleet.start")}>
          {t("bar.startAll")}
        </MenuItem>
        <MenuItem icon={<Square aria-hidden size={14} />} onSelect={() => commands.run("fleet.stop")}>
          {t("bar.stopAll")}
        </MenuItem>
        {checkable ? (
          <MenuItem icon={<ListChecks aria-hidden size={14} />} onSelect={() => commands.run("check.run")}>
            {t("checks.check")}
          </MenuItem>
        ) : null}
        <MenuSeparator />
      </div>
      <HandInItem />
      <MenuItem icon={<UserPlus aria-hidden size={14} />} onSelect={() => commands.run("people.invite")}>
        {t("bar.invite")}
      </MenuItem>
      <MenuItem icon={<Users aria-hidden size={14} />} onSelect={() => commands.run("people.activity")}>
        {t("bar.people")}
      </MenuItem>
      {guest ? null : (
        <MenuItem asChild>
          <a href={`/w/${workspaceId}/recordings`} target="_blank" rel="noopener">
            <Clapperboard aria-hidden size={14} className="text-muted" /> {t("recordings.title")}
          </a>
        </MenuItem>
      )}
      {owns ? (
        <MenuItem icon={<Moon aria-hidden size={14} />} onSelect={() => commands.run("workspace.suspend")}>
          {t("bar.suspend")}
        </MenuItem>
      ) : null}
      <MenuSeparator />
      <MenuItem icon={<Command aria-hidden size={14} />} keys="F1" onSelect={() => commands.run("palette")}>
        {t("bar.commands")}
      </MenuItem>
      <MenuItem icon={<LayoutDashboard aria-hidden size={14} />} onSelect={() => commands.run("view.reset")}>
        {t("layout.reset")}
      </MenuItem>
      <MenuItem asChild>
        <Link href={course.href} prefetch={false}>
          <Undo2 aria-hidden size={14} className="text-muted" /> {t("bar.backTo", { course: course.title })}
        </Link>
      </MenuItem>
    </Menu>
  );
}
