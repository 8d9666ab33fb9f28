import type { InstanceView } from "#shared/views";

/** A box on the drawing, in pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where everything of the drawing is. */
export interface Plan {
  readonly width: number;
  readonly height: number;
  /** In the order of the instances; `index` is the instance's. */
  readonly hosts: readonly (Box & { readonly index: number; readonly row: number })[];
  /** The network as one line per row of hosts. */
  readonly rows: readonly {
    readonly index: number;
    readonly busY: number;
    readonly from: number;
    readonly to: number;
  }[];
  /** Only when something is shown outside. */
  readonly browser: Box | null;
}

const margin = 12;
const gap = 12;
/** Name, address and two ports fit. */
const narrowest = 104;
const widest = 180;
const boxHeight = 60;
/** Between the network's line and the boxes below it: room for the lines to hosts and a port's number. */
const drop = 18;
const browserBox = { width: 116, height: 24 } as const;

/** Hosts hang under their network, in as many rows as the width asks for; the browser stands above it. */
export function arrange(instances: readonly InstanceView[], width: number): Plan {
  const usable = Math.max(width, narrowest + 2 * margin) - 2 * margin;
  const fitting = Math.max(1, Math.floor((usable + gap) / (narrowest + gap)));
  const count = Math.max(1, instances.length);
  const rowsNeeded = Math.ceil(count / fitting);
  const columns = Math.ceil(count / rowsNeeded);
  const boxWidth = Math.min(widest, (usable - gap * (columns - 1)) / columns);
  const shown = instances.some((instance) => instance.shown.length > 0);
  const top = shown ? margin + browserBox.height + 4 : margin + 14;
  const rowHeight = drop + boxHeight + 24;
  const row = boxWidth * columns + gap * (columns - 1);
  const left = margin + (usable - row) / 2;
  const hosts = instances.map((_, index) => ({
    index,
    row: Math.floor(index / columns),
    x: left + (index % columns) * (boxWidth + gap),
    y: top + Math.floor(index / columns) * rowHeight + drop,
    width: boxWidth,
    height: boxHeight,
  }));
  return {
    width: Math.max(width, narrowest + 2 * margin),
    height: top + rowsNeeded * rowHeight - 24 + 20,
    hosts,
    rows: Array.from({ length: rowsNeeded }, (_, index) => ({
      index,
      busY: top + index * rowHeight,
      from: margin,
      to: margin + usable,
    })),
    browser: shown ? { x: margin + usable - browserBox.width, y: margin - 4, ...browserBox } : null,
  };
}
