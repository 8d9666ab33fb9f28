"use client";
import { Columns2, Ellipsis, Keyboard, Plus, Search } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useStore } from "zustand";
import { Confirm } from "#app/ui/confirm";
import { IconButton } from "#app/ui/icon-button";
import { Menu, MenuItem, MenuLabel, MenuSeparator } from "#app/ui/menu";
import { useMayDrive, useSession, useWorkspace } from "#app/workspace/session/session-context";
import { TerminalTab } from "#app/workspace/terminals/terminal-tab";
import type { TerminalView } from "#shared/views";

/** The tabs of the terminals, and what can be done with them. */
export function TerminalBar({
  terminals,
  shown,
  tiled,
  onTiled,
  onSearch,
}: {
  terminals: readonly TerminalView[];
  shown: TerminalView;
  tiled: boolean;
  onTiled: (tiled: boolean) => void;
  onSearch: () => void;
}) {
  const t = useTranslations("workspace.terminals");
  const { screens, commands } = useSession();
  const mayDrive = useMayDrive();
  const together = useStore(screens.together);
  const [closing, setClosing] = useState<TerminalView | null>(null);

  function close(terminal: TerminalView): void {
    if (terminal.state === "closed" || screens.of(terminal.id).isAtPrompt)
      void screens.close(terminal.id).catch(commands.report);
    else setClosing(terminal);
  }

  return (
    <div className="flex h-8 shrink-0 items-center gap-1 border-b border-line bg-canvas pr-1">
      <div role="tablist" aria-label={t("list")} className="flex h-full min-w-0 flex-1 overflow-x-auto">
        {terminals.map((terminal) => (
          <TerminalTab
            key={terminal.id}
            terminal={terminal}
            selected={terminal.id === shown.id}
            mayDrive={mayDrive}
            onSelect={() => {
              screens.shown.setState(terminal.id, true);
              screens.of(terminal.id).focus();
            }}
            onClose={() => close(terminal)}
          />
        ))}
      </div>
      {mayDrive ? <NewTerminal /> : null}
      <IconButton size="sm" label={t("search")} icon={<Search aria-hidden size={14} />} onClick={onSearch} />
      {mayDrive && (together || terminals.length > 1) ? (
        <IconButton
          size="sm"
          label={t("together")}
          pressed={together}
          icon={<Keyboard aria-hidden size={14} />}
          onClick={() => {
            screens.together.setState(!together, true);
            if (!together) onTiled(true);
          }}
        />
      ) : null}
      <IconButton
        size="sm"
        label={t("sideBySide")}
        pressed={tiled}
        icon={<Columns2 aria-hidden size={14} />}
        onClick={() => onTiled(!tiled)}
      />
      <MoreMenu terminal={shown} />
      <Confirm
        open={closing !== null}
        onOpenChange={(open) => (open ? undefined : setClosing(null))}
        title={t("closeTitle", { title: closing?.title ?? "" })}
        description={t("closeDescription")}
        action={t("closeAction")}
        onConfirm={() => {
          if (closing !== null) void screens.close(closing.id).catch(commands.report);
          setClosing(null);
        }}
      />
    </div>
  );
}

function NewTerminal() {
  const t = useTranslations("workspace.terminals");
  const { commands } = useSession();
  const instances = useWorkspace((state) => state.instances);
  return (
    <Menu trigger={<IconButton size="sm" label={t("new")} keys="Ctrl+Shift+`" icon={<Plus aria-hidden size={14} />} />}>
      <MenuLabel>{t("newOn")}</MenuLabel>
      <MenuItem keys="Ctrl+Shift+`" onSelect={() => commands.run("terminal.new")}>
        {t("toolchain")}
      </MenuItem>
      <MenuSeparator />
      {instances.map(({ name, locked }) => (
        <MenuItem key={name} disabled={locked} onSelect={() => commands.run(`terminal.new.${name}`)}>
          {locked ? t("lecturers", { name }) : name}
        </MenuItem>
      ))}
    </Menu>
  );
}

const TerminalOptions = dynamic(
  () => import("#app/workspace/terminals/terminal-options").then((module) => module.TerminalOptions),
  { ssr: false },
);

function MoreMenu({ terminal }: { terminal: TerminalView }) {
  const t = useTranslations("workspace.terminals");
  const { screens } = useSession();
  const { settings } = screens;
  const [options, setOptions] = useState(false);
  return (
    <>
      <Menu trigger={<IconButton size="sm" label={t("options")} icon={<Ellipsis aria-hidden size={14} />} />}>
        <MenuItem onSelect={() => settings.zoom(1)}>{t("larger")}</MenuItem>
        <MenuItem onSelect={() => settings.zoom(-1)}>{t("smaller")}</MenuItem>
        <MenuItem onSelect={() => settings.zoom(0)}>{t("usual")}</MenuItem>
        <MenuSeparator />
        <MenuItem onSelect={() => screens.of(terminal.id).clear()}>{t("clear")}</MenuItem>
        <MenuItem onSelect={() => setOptions(true)}>{t("settings")}</MenuItem>
      </Menu>
      {options ? <TerminalOptions settings={settings} open onOpenChange={setOptions} /> : null}
    </>
  );
}
