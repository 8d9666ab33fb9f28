"use client";
import { clsx } from "clsx";
import { ArrowDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from "react";
import { LogRow, type RowOptions } from "#app/workspace/consoles/log-row";
import type { Hit } from "#app/workspace/consoles/log-search";
import { createRowMeasure, rowHeight } from "#app/workspace/consoles/row-heights";
import type { Lines } from "#app/workspace/consoles/run-log";

/** Rows outside of the window that are there already, so that quick scrolling shows no holes. */
const spare = 12;
/** Closer to the end than this counts as being there: half a row. */
const nearEnd = rowHeight / 2;
/** The name of a source takes 10 columns and 4 px. */
const sourceColumns = 10.6;
const noHits: readonly Hit[] = [];

/**
 * Lines of output, only those in the window being elements. Follows the end until one scrolls up, and then says how much is new.
 */
export function LogView({
  lines,
  label,
  options,
  hits = noHits,
  current = null,
  empty,
  className,
}: {
  lines: Lines;
  label: string;
  options: RowOptions;
  hits?: readonly Hit[];
  current?: Hit | null;
  /** What is said while there are no lines. */
  empty: string;
  className?: string;
}) {
  const t = useTranslations("editing.output");
  const box = useRef<HTMLDivElement>(null);
  const version = useSyncExternalStore(
    useCallback((tell) => lines.subscribe(tell), [lines]),
    () => lines.version,
  );
  const [size, setSize] = useState({ height: 0, columns: 80 });
  const [top, setTop] = useState(0);
  const [left, setLeft] = useState<number | null>(null);
  const lastTop = useRef(0);
  const [measure] = useState(() => createRowMeasure());
  const heights = measure(lines, options.wrap ? textColumns(size.columns, options) : 0);
  const total = heights.total() * rowHeight;

  useSize(box, setSize);

  const follow = useCallback(() => {
    const element = box.current;
    if (element === null) return;
    element.scrollTop = element.scrollHeight;
    lastTop.current = element.scrollTop;
    setLeft(null);
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: follows with every change of the lines or of the window
  useLayoutEffect(() => {
    if (left === null) follow();
  }, [version, total, size.height, left, follow]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: goes there once per hit, not with every new line
  useLayoutEffect(() => {
    const element = box.current;
    if (current === null || element === null) return;
    const y = heights.topOf(current.line - lines.dropped) * rowHeight;
    if (y < element.scrollTop || y + rowHeight > element.scrollTop + element.clientHeight) {
      setLeft((before) => before ?? lines.dropped + lines.all.length);
      element.scrollTop = Math.max(0, y - element.clientHeight / 2);
    }
  }, [current]);

  function scrolled(): void {
    const element = box.current;
    if (element === null) return;
    // Only going up is somebody's wish: a smaller window or new lines may also leave the end, and then it is followed.
    const up = element.scrollTop < lastTop.current - 1;
    lastTop.current = element.scrollTop;
    setTop(element.scrollTop);
    const atEnd = element.scrollHeight - element.scrollTop - element.clientHeight <= nearEnd;
    if (atEnd) setLeft(null);
    else if (up) setLeft((before) => before ?? lines.dropped + lines.all.length);
    else if (left === null) follow();
  }

  const count = lines.all.length;
  const from = Math.max(0, heights.at(Math.floor(top / rowHeight)) - spare);
  const to = Math.min(count, heights.at(Math.ceil((top + size.height) / rowHeight)) + 1 + spare);
  const fresh = left === null ? 0 : lines.dropped + count - left;

  return (
    <div className={clsx("relative min-h-0 flex-1", className)}>
      <div
        ref={box}
        role="log"
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        onScroll={scrolled}
        className="absolute inset-0 overflow-auto overscroll-contain font-mono text-[12.5px] leading-[18px] text-text outline-none focus-visible:inset-ring-2 focus-visible:inset-ring-focus"
      >
        <div
          style={{ height: total, minWidth: "100%", position: "relative" }}
          className="w-max max-w-none data-wrap:w-full"
          data-wrap={options.wrap || undefined}
        >
          <div
            style={{ transform: `translateY(${heights.topOf(from) * rowHeight}px)` }}
            className={options.wrap ? "w-full" : "w-max min-w-full pr-2"}
          >
            {lines.all.slice(from, to).map((line, index) => {
              const number = lines.dropped + from + index;
              return (
                <LogRow
                  key={number}
                  line={line}
                  text={line.text}
                  rows={heights.rowsOf(from + index)}
                  options={options}
                  found={hits.length === 0 ? noHits : hitsIn(hits, number)}
                  current={current?.line === number ? current : null}
                />
              );
            })}
          </div>
        </div>
      </div>
      {count === 0 ? (
        <p className="pointer-events-none absolute inset-x-0 top-1 px-3 text-sm text-faint">{empty}</p>
      ) : null}
      {left !== null && fresh > 0 ? (
        <button
          type="button"
          onClick={follow}
          className="absolute right-3 bottom-2 inline-flex h-6 items-center gap-1 rounded-full border border-line bg-raised px-2.5 text-sm text-accent-text shadow-raised hover:bg-hover"
        >
          <ArrowDown aria-hidden size={12} /> {t("newLines", { count: fresh })}
        </button>
      ) : null}
    </div>
  );
}

/** Columns that are left for the text; the others are those of LogRow. */
function textColumns(columns: number, options: RowOptions): number {
  return Math.max(8, Math.floor(columns - 2 - (options.times ? 13 : 0) - (options.colourOf ? sourceColumns : 0)));
}

/** The hits of one line; hits are in order, so the first is found by halving. */
function hitsIn(hits: readonly Hit[], line: number): readonly Hit[] {
  let low = 0;
  let high = hits.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((hits[middle]?.line ?? 0) < line) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (hits[end]?.line === line) end += 1;
  return end === low ? noHits : hits.slice(low, end);
}

function useSize(
  box: React.RefObject<HTMLDivElement | null>,
  set: (size: { height: number; columns: number }) => void,
): void {
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const letter = letterWidth(element);
    const observer = new ResizeObserver(() =>
      set({ height: element.clientHeight, columns: element.clientWidth / letter }),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [box, set]);
}

function letterWidth(element: HTMLElement): number {
  const probe = document.createElement("span");
  probe.textContent = "m".repeat(50);
  probe.style.cssText = "position:absolute;visibility:hidden;white-space:pre";
  element.append(probe);
  const width = probe.getBoundingClientRect().width / 50;
  probe.remove();
  return width || 7.5;
}
