"use client";
import { ArrowDownToLine, ArrowUpFromLine, ListChecks } from "lucide-react";
import { useTranslations } from "next-intl";
import { useStore } from "zustand";
import { MenuItem, MenuSeparator } from "#app/ui/menu";
import { useSession } from "#app/workspace/session/session-context";

/** Up, Down and Check for windows in which the top bar has no room for them. */
export function CompositionItems() {
  const t = useTranslations("workspaceImages");
  const { commands, checks } = useSession();
  const checkable = useStore(checks, ({ outline }) => (outline?.checks.length ?? 0) > 0);
  return (
    <div className="lg:hidden">
      <MenuItem icon={<ArrowUpFromLine aria-hidden size={14} />} onSelect={() => commands.run("composition.up")}>
        {t("up.button")}
      </MenuItem>
      <MenuItem icon={<ArrowDownToLine aria-hidden size={14} />} onSelect={() => commands.run("composition.down")}>
        {t("down.button")}
      </MenuItem>
      {checkable ? (
        <MenuItem icon={<ListChecks aria-hidden size={14} />} onSelect={() => commands.run("check.run")}>
          {t("check")}
        </MenuItem>
      ) : null}
      <MenuSeparator />
    </div>
  );
}
