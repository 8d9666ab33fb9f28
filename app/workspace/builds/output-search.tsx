"use client";
import { ChevronDown, ChevronUp, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { IconButton } from "#app/ui/icon-button";
import { Input } from "#app/ui/input";
import type { OutputLine } from "#app/workspace/builds/output-lines";

/** A search over lines: the text, the line it stands on, and how to move. */
export interface OutputSearch {
  readonly text: string;
  readonly found: number | null;
  readonly count: number;
  readonly index: number;
  setText(text: string): void;
  step(by: 1 | -1): void;
}

/** The state of a search; the last match is the first one shown, since output is read from its end. */
export function useOutputSearch(lines: readonly OutputLine[]): OutputSearch {
  const [text, setText] = useState("");
  const [position, setPosition] = useState<number | null>(null);
  const hits = useMemo(() => {
    const wanted = text.toLowerCase();
    return wanted === ""
      ? []
      : lines.filter((line) => line.text.toLowerCase().includes(wanted)).map((line) => line.key);
  }, [lines, text]);
  const index = hits.length === 0 ? -1 : Math.min(position ?? hits.length - 1, hits.length - 1);
  return {
    text,
    found: index < 0 ? null : (hits[index] ?? null),
    count: hits.length,
    index,
    setText(next) {
      setText(next);
      setPosition(null);
    },
    step: (by) => hits.length > 0 && setPosition((index + by + hits.length) % hits.length),
  };
}

/** The search box over output; Enter and Shift+Enter move, Escape closes. */
export function OutputSearchBar({ search, onClose }: { search: OutputSearch; onClose: () => void }) {
  const t = useTranslations("editing.output");
  return (
    <search className="flex shrink-0 items-center gap-1 border-b border-line px-2 py-1">
      <Input
        autoFocus
        size="sm"
        type="search"
        aria-label={t("search")}
        placeholder={t("search")}
        className="max-w-72"
        value={search.text}
        onChange={(event) => search.setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") search.step(event.shiftKey ? -1 : 1);
          if (event.key === "Escape") onClose();
        }}
      />
      <span role="status" className="min-w-14 text-sm text-faint tabular-nums">
        {search.text === ""
          ? ""
          : search.count === 0
            ? t("notFound")
            : t("place", { place: search.index + 1, count: search.count })}
      </span>
      <IconButton
        size="sm"
        label={t("previous")}
        icon={<ChevronUp aria-hidden size={14} />}
        onClick={() => search.step(-1)}
      />
      <IconButton
        size="sm"
        label={t("next")}
        icon={<ChevronDown aria-hidden size={14} />}
        onClick={() => search.step(1)}
      />
      <IconButton size="sm" label={t("closeSearch")} icon={<X aria-hidden size={14} />} onClick={onClose} />
    </search>
  );
}
