"use client";
import { Command as Menu } from "cmdk";
import type { ReactNode } from "react";

/** As many as can be looked through; typing one letter more is quicker than scrolling. */
export const maxAnswers = 60;

/** One answer of the box. */
export function PaletteItem({
  value,
  onSelect,
  children,
}: {
  value: string;
  onSelect: () => void;
  children: ReactNode;
}) {
  return (
    <Menu.Item
      value={value}
      onSelect={onSelect}
      className="flex min-h-7 cursor-default items-center gap-2 rounded-md px-2 py-1 select-none data-[selected=true]:bg-selected"
    >
      {children}
    </Menu.Item>
  );
}

/** What stands where no answer is. */
export function PaletteEmpty({ children }: { children: ReactNode }) {
  return <p className="px-2 py-3 text-muted">{children}</p>;
}
