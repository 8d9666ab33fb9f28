"use client";
import { useDeferredValue, useMemo, useState, useSyncExternalStore } from "react";
import { type Hit, searchLines } from "#app/workspace/consoles/log-search";
import type { Lines } from "#app/workspace/consoles/run-log";

/** A search in a console: what is looked for, where it is, and which place is in front. */
export interface LogSearch {
  readonly open: boolean;
  readonly text: string;
  readonly hits: readonly Hit[];
  readonly current: Hit | null;
  /** Counts from 1; 0 when there is none. */
  readonly place: number;
  show(open: boolean): void;
  look(text: string): void;
  step(by: 1 | -1): void;
}

const noHits: readonly Hit[] = [];

/** Searches while it is open, also in what arrives. The newest hit comes first, as in a terminal. */
export function useLogSearch(lines: Lines): LogSearch {
  const version = useSyncExternalStore(
    (tell) => lines.subscribe(tell),
    () => lines.version,
  );
  const [open, setOpen] = useState(false);
  const [text, setText] = useState("");
  const [fromEnd, setFromEnd] = useState(0);
  const wanted = useDeferredValue(open ? text : "");
  const seen = useDeferredValue(wanted === "" ? 0 : version);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the lines change in place, their version says when
  const hits = useMemo(() => (wanted === "" ? noHits : searchLines(lines, wanted)), [lines, wanted, seen]);
  const index = hits.length === 0 ? -1 : (hits.length - 1 - fromEnd + hits.length * 2) % hits.length;
  return {
    open,
    text,
    hits,
    current: hits[index] ?? null,
    place: index + 1,
    show: setOpen,
    look(next) {
      setText(next);
      setFromEnd(0);
    },
    step: (by) => setFromEnd((before) => (hits.length === 0 ? 0 : (before - by + hits.length) % hits.length)),
  };
}
