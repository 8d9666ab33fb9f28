import { clsx } from "clsx";
import type { ReactNode } from "react";

/** One column: how its cells look, and whether a phone may leave it out. */
export interface Column<Row> {
  key: string;
  title: string;
  cell: (row: Row) => ReactNode;
  align?: "left" | "right";
  /** Hidden below 640 px. */
  wideOnly?: boolean;
}

/** A plain table with a caption for the ear; scrolls sideways instead of breaking the page. */
export function Table<Row>({
  caption,
  columns,
  rows,
  rowKey,
  empty,
}: {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  empty?: ReactNode;
}) {
  if (rows.length === 0 && empty) return empty;
  return (
    <div className="overflow-x-auto rounded-lg border border-line bg-surface">
      <table className="w-full border-collapse">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="border-b border-line text-sm text-faint">
            {columns.map((column) => (
              <th key={column.key} scope="col" className={cellClass(column, "h-8 font-medium")}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} className="border-b border-line last:border-b-0 hover:bg-hover">
              {columns.map((column) => (
                <td key={column.key} className={cellClass(column, "h-9 py-1.5")}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function cellClass<Row>(column: Column<Row>, className: string): string {
  return clsx("px-3", className, column.align === "right" ? "text-right tabular-nums" : "text-left", column.wideOnly && "max-sm:hidden");
}
