"use client";
import { clsx } from "clsx";
import { Container, Hammer, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useRef, useState } from "react";
import { ContextMenu, ContextMenuItem } from "#app/ui/context-menu";
import { useConnection, useSession } from "#app/workspace/session/session-context";
import type { TerminalView } from "#shared/views";

/** A terminal's tab: where it is, its name (double click or F2 renames), a way to close it. */
export function TerminalTab({
  terminal,
  selected,
  mayDrive,
  onSelect,
  onClose,
}: {
  terminal: TerminalView;
  selected: boolean;
  mayDrive: boolean;
  onSelect: () => void;
  onClose: () => void;
}) {
  const t = useTranslations("workspace.terminals");
  const ui = useTranslations("ui.actions");
  const [renaming, setRenaming] = useState(false);
  const Icon = terminal.target.kind === "toolchain" ? Hammer : Container;
  const closed = terminal.state === "closed";

  function pressed(event: KeyboardEvent): void {
    if (event.key === "F2" && mayDrive) setRenaming(true);
    if (event.key === "Delete" && mayDrive) onClose();
    if (event.key === "ArrowRight" || event.key === "ArrowLeft") focusNeighbour(event.currentTarget, event.key);
  }

  return (
    <ContextMenu
      items={
        <>
          <ContextMenuItem keys="F2" disabled={!mayDrive || closed} onSelect={() => setRenaming(true)}>
            {t("rename")}
          </ContextMenuItem>
          <ContextMenuItem disabled={!mayDrive} onSelect={onClose}>
            {ui("close")}
          </ContextMenuItem>
        </>
      }
    >
      <div
        className={clsx(
          "group/tab flex h-full shrink-0 items-center gap-1 border-r border-line pr-1 pl-2",
          selected ? "bg-surface text-text" : "text-muted hover:text-text",
        )}
      >
        {renaming ? (
          <Rename
            terminal={terminal}
            onDone={() => {
              setRenaming(false);
              onSelect();
            }}
          />
        ) : (
          <button
            type="button"
            role="tab"
            aria-selected={selected}
            tabIndex={selected ? 0 : -1}
            onClick={onSelect}
            onDoubleClick={() => mayDrive && setRenaming(true)}
            onKeyDown={pressed}
            className={clsx("flex h-full max-w-44 items-center gap-1.5", closed && "line-through decoration-faint")}
          >
            <Icon aria-hidden size={13} className="shrink-0" />
            <span className="truncate">{terminal.title}</span>
            {closed ? <span className="sr-only">{t("isEnded")}</span> : null}
          </button>
        )}
        {mayDrive ? (
          <button
            // For the pointer; the keyboard has Delete and the menu, and a list of tabs holds only tabs.
            type="button"
            aria-hidden
            tabIndex={-1}
            title={t("close", { title: terminal.title })}
            onClick={onClose}
            className="inline-flex size-4 items-center justify-center rounded-sm text-faint hover:bg-hover hover:text-text"
          >
            <X aria-hidden size={12} />
          </button>
        ) : null}
      </div>
    </ContextMenu>
  );
}

function Rename({ terminal, onDone }: { terminal: TerminalView; onDone: () => void }) {
  const t = useTranslations("workspace.terminals");
  const connection = useConnection();
  const { commands } = useSession();
  const done = useRef(false);

  function end(): void {
    if (done.current) return;
    done.current = true;
    onDone();
  }

  function save(text: string): void {
    if (done.current) return;
    end();
    const title = text.trim();
    if (title === "" || title === terminal.title) return;
    connection.call("terminal:rename", { id: terminal.id, title }).catch(commands.report);
  }

  return (
    <input
      ref={(field) => field?.select()}
      aria-label={t("newName", { title: terminal.title })}
      defaultValue={terminal.title}
      maxLength={60}
      size={Math.max(8, terminal.title.length)}
      className="h-6 rounded-sm border border-line-strong bg-sunken px-1"
      onBlur={(event) => save(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === "Enter") save(event.currentTarget.value);
        if (event.key === "Escape") end();
      }}
    />
  );
}

function focusNeighbour(tab: Element, key: string): void {
  const tabs = [...(tab.closest("[role=tablist]")?.querySelectorAll("[role=tab]") ?? [])];
  const next = tabs[tabs.indexOf(tab) + (key === "ArrowRight" ? 1 : -1)];
  if (next instanceof HTMLElement) next.focus();
}
