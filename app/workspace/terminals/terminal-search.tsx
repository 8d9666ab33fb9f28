"use client";
import { ChevronDown, ChevronUp, X } from "lucide-react";
import { useEffect, useState } from "react";
import { IconButton } from "#app/ui/icon-button";
import { Input } from "#app/ui/input";
import type { Screen } from "#app/workspace/terminals/screen";

/** Finds a text in a terminal and its scrollback. */
export function TerminalSearch({ screen, onClose }: { screen: Screen; onClose: () => void }) {
  const [text, setText] = useState("");
  const [missing, setMissing] = useState(false);
  useEffect(() => () => screen.search?.clearDecorations(), [screen]);

  function go(back: boolean, wanted = text, incremental = false): void {
    const found = back ? screen.search?.findPrevious(wanted) : screen.search?.findNext(wanted, { incremental });
    setMissing(wanted !== "" && found === false);
  }

  function close(): void {
    onClose();
    screen.focus();
  }

  return (
    <search className="flex items-center gap-1 border-b border-line bg-canvas px-2 py-1">
      <Input
        autoFocus
        size="sm"
        aria-label="Search in the terminal"
        placeholder="Search"
        value={text}
        className="max-w-60"
        onChange={(event) => {
          setText(event.target.value);
          go(false, event.target.value, true);
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter") go(!event.shiftKey);
          if (event.key === "Escape") close();
        }}
      />
      <span role="status" className="min-w-16 text-sm text-muted">
        {missing ? "Not found" : ""}
      </span>
      <IconButton
        size="sm"
        label="Previous"
        keys="Enter"
        icon={<ChevronUp aria-hidden size={14} />}
        onClick={() => go(true)}
      />
      <IconButton
        size="sm"
        label="Next"
        keys="Shift+Enter"
        icon={<ChevronDown aria-hidden size={14} />}
        onClick={() => go(false)}
      />
      <IconButton size="sm" label="Close the search" keys="Escape" icon={<X aria-hidden size={14} />} onClick={close} />
    </search>
  );
}
