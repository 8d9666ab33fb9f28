"use client";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useState } from "react";

interface Widths {
  readonly left: number;
  readonly right: number;
}

const usual: Widths = { left: 216, right: 480 };
const least = { left: 140, middle: 320, right: 260 } as const;
/** A step of an arrow key. */
const step = 24;

/** Three columns whose borders can be dragged, or moved with the arrow keys; the widths are remembered in this browser. */
export function Columns({
  memory,
  left,
  middle,
  right,
}: {
  memory: string;
  left: ReactNode;
  middle: ReactNode;
  right: ReactNode;
}) {
  const t = useTranslations("authoring.panes");
  const [widths, setWidths] = useState<Widths>(() => remembered(memory));
  useEffect(() => localStorage.setItem(memory, `${widths.left} ${widths.right}`), [memory, widths]);
  const set = (side: keyof Widths, width: number) =>
    setWidths((before) => {
      const room = window.innerWidth - least.middle - before[side === "left" ? "right" : "left"];
      return { ...before, [side]: Math.round(Math.min(Math.max(width, least[side]), Math.max(room, least[side]))) };
    });
  return (
    <div
      className="grid h-full min-h-0"
      style={{ gridTemplateColumns: `${widths.left}px 1px minmax(0, 1fr) 1px minmax(0, ${widths.right}px)` }}
    >
      <div className="min-h-0 overflow-hidden bg-surface">{left}</div>
      <Border label={t("filesWidth")} width={widths.left} onWidth={(width) => set("left", width)} />
      <div className="min-h-0 overflow-hidden bg-surface">{middle}</div>
      <Border label={t("previewWidth")} width={widths.right} mirrored onWidth={(width) => set("right", width)} />
      <div className="min-h-0 overflow-hidden bg-surface">{right}</div>
    </div>
  );
}

function Border({
  label,
  width,
  mirrored = false,
  onWidth,
}: {
  label: string;
  width: number;
  /** The column lies at its right. */
  mirrored?: boolean;
  onWidth: (width: number) => void;
}) {
  function drag(event: PointerEvent<HTMLElement>): void {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    onWidth(mirrored ? window.innerWidth - event.clientX : event.clientX);
  }
  function move(event: KeyboardEvent): void {
    const by = event.key === "ArrowLeft" ? -step : event.key === "ArrowRight" ? step : 0;
    if (by !== 0) onWidth(width + (mirrored ? -by : by));
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a border that can be moved is a focusable separator, which no element is
    <div
      role="separator"
      aria-label={label}
      aria-orientation="vertical"
      aria-valuenow={width}
      tabIndex={0}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onKeyDown={move}
      className="relative z-10 cursor-col-resize bg-line after:absolute after:inset-y-0 after:-inset-x-1 hover:bg-accent focus-visible:bg-accent active:bg-accent"
    />
  );
}

function remembered(memory: string): Widths {
  const [left, right] = (localStorage.getItem(memory) ?? "").split(" ").map(Number);
  return left && right ? { left, right } : usual;
}
