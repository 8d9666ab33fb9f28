"use client";
import { clsx } from "clsx";
import { ArrowDown, ArrowUp } from "lucide-react";
import { type ReactNode, useState } from "react";

/** One column: how its cells look, how it sorts, and whether a phone may leave it out. */
export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** Without it the column cannot be sorted. */
  readonly sortBy?: (row: Row) => string | number;
  readonly align?: "left" | "right";
  /** Hidden below 640 px. */
  readonly wideOnly?: boolean;
}

interface Sort {
  readonly key: string;
  readonly descending: boolean;
}

/** A plain table with a caption for the ear, sorted by its column headings; scrolls sideways instead of breaking the page. */
export function Table<Row>({
  caption,
  columns,
  rows,
  rowKey,
  initialSort,
  empty,
}: {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  initialSort?: Sort;
  empty?: ReactNode;
}) {
  const [sort, setSort] = useState(initialSort);
  if (rows.length === 0 && empty) return empty;
  return (
    <div className="overflow-x-auto rounded-lg border border-line bg-surface">
      <table className="w-full border-collapse">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="border-b border-line text-sm text-muted">
            {columns.map((column) => (
              <Heading
                key={column.key}
                column={column}
                sort={sort?.key === column.key ? sort : undefined}
                onSort={setSort}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted(rows, columns, sort).map((row) => (
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

function Heading<Row>({ column, sort, onSort }: { column: Column<Row>; sort?: Sort; onSort: (sort: Sort) => void }) {
  const Arrow = sort?.descending ? ArrowDown : ArrowUp;
  return (
    <th
      scope="col"
      aria-sort={sort ? (sort.descending ? "descending" : "ascending") : undefined}
      className={cellClass(column, "h-8 font-medium")}
    >
      {column.sortBy ? (
        <button
          type="button"
          onClick={() => onSort({ key: column.key, descending: sort ? !sort.descending : false })}
          className="inline-flex items-center gap-1 rounded-sm hover:text-text"
        >
          {column.title}
          {sort ? <Arrow aria-hidden size={12} /> : null}
        </button>
      ) : (
        column.title
      )}
    </th>
  );
}

function sorted<Row>(rows: readonly Row[], columns: readonly Column<Row>[], sort: Sort | undefined): readonly Row[] {
  const by = columns.find((column) => column.key === sort?.key)?.sortBy;
  if (!by || !sort) return rows;
  const direction = sort.descending ? -1 : 1;
  return rows.toSorted((a, b) => direction * compare(by(a), by(b)));
}

function compare(a: string | number, b: string | number): number {
  return typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b));
}

function cellClass<Row>(column: Column<Row>, className: string): string {
  return clsx(
    "px-3",
    className,
    column.align === "right" ? "text-right tabular-nums" : "text-left",
    column.wideOnly && "max-sm:hidden",
  );
}
