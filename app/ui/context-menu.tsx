"use client";
import { clsx } from "clsx";
import { ContextMenu as Primitive } from "radix-ui";
import type { ReactNode } from "react";
import { Kbd } from "#app/ui/kbd";
import { menuContentClass, menuDangerClass, menuItemClass } from "#app/ui/menu-style";

/** The menu of the secondary mouse button (or Shift+F10) on `children`, one element. */
export function ContextMenu({ items, children }: { items: ReactNode; children: ReactNode }) {
  return (
    <Primitive.Root modal={false}>
      <Primitive.Trigger asChild>{children}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content collisionPadding={8} className={menuContentClass}>
          {items}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

/** One entry of a context menu. */
export function ContextMenuItem({
  icon,
  keys,
  danger = false,
  disabled,
  onSelect,
  children,
}: {
  icon?: ReactNode;
  keys?: string;
  danger?: boolean;
  disabled?: boolean;
  onSelect: () => void;
  children: ReactNode;
}) {
  return (
    <Primitive.Item disabled={disabled} onSelect={onSelect} className={clsx(menuItemClass, danger && menuDangerClass)}>
      {icon ? <span className="text-muted">{icon}</span> : null}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {keys ? <Kbd keys={keys} /> : null}
    </Primitive.Item>
  );
}

/** A line between groups. */
export function ContextMenuSeparator() {
  return <Primitive.Separator className="my-1 h-px bg-line" />;
}
