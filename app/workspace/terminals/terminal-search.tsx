"use client";
import { ChevronDown, ChevronUp, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import type { Translator } from "#app/i18n/translator";
import { IconButton } from "#app/ui/icon-button";
import { Input } from "#app/ui/input";
import type { Screen } from "#app/workspace/terminals/screen";
import { hitColours } from "#app/workspace/terminals/terminal-theme";

/** Finds a text in a terminal and its scrollback. */
export function TerminalSearch({ screen, onClose }: { screen: Screen; onClose: () => void }) {
  const t = useTranslations("workspace.terminals");
  const [text, setText] = useState("");
  const [found, setFound] = useState({ index: -1, count: 0 });
  useEffect(() => {
    const listening = screen.search?.onDidChangeResults(({ resultIndex, resultCount }) =>
      setFound({ index: resultIndex, count: resultCount }),
    );
    return () => {
      listening?.dispose();
      screen.search?.clearDecorations();
    };
  }, [screen]);

  function go(back: boolean, wanted = text, incremental = false): void {
    const options = { incremental, decorations: hitColours() };
    if (wanted === "") screen.search?.clearDecorations();
    else if (back) screen.search?.findPrevious(wanted, options);
    else screen.search?.findNext(wanted, options);
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
        aria-label={t("search")}
        placeholder={t("searchPlaceholder")}
        value={text}
        className="max-w-60"
        onChange={(event) => {
          setText(event.target.value);
          go(true, event.target.value, true);
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter") go(!event.shiftKey);
          if (event.key === "Escape") close();
        }}
      />
      <span role="status" className="min-w-16 text-sm text-muted">
        {text === "" ? "" : placeOf(found, t)}
      </span>
      <IconButton
        size="sm"
        label={t("previous")}
        keys="Enter"
        icon={<ChevronUp aria-hidden size={14} />}
        onClick={() => go(true)}
      />
      <IconButton
        size="sm"
        label={t("next")}
        keys="Shift+Enter"
        icon={<ChevronDown aria-hidden size={14} />}
        onClick={() => go(false)}
      />
      <IconButton size="sm" label={t("closeSearch")} keys="Escape" icon={<X aria-hidden size={14} />} onClick={close} />
    </search>
  );
}

function placeOf({ index, count }: { index: number; count: number }, t: Translator<"workspace.terminals">): string {
  if (count === 0) return t("notFound");
  return index < 0 ? t("hits", { count }) : t("hitOf", { index: index + 1, count });
}
