"use client";
import { clsx } from "clsx";
import { DropdownMenu as Primitive } from "radix-ui";
import type { ReactNode } from "react";
import { Kbd } from "#app/ui/kbd";
import { menuContentClass, menuDangerClass, menuItemClass } from "#app/ui/menu-style";

/** A drop-down menu: `trigger` is one focusable element, the children are `MenuItem`s, `MenuSeparator`s and `MenuLabel`s. */
export function Menu({
  trigger,
  align = "end",
  children,
  onOpenChange,
}: {
  trigger: ReactNode;
  align?: "start" | "center" | "end";
  children: ReactNode;
  onOpenChange?: (open: boolean) => void;
}) {
  return (
    <Primitive.Root modal={false} onOpenChange={onOpenChange}>
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content align={align} sideOffset={4} collisionPadding={8} className={menuContentClass}>
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

/** One entry. With `asChild` its only child (a link, say) becomes the entry. */
export function MenuItem({
  icon,
  keys,
  danger = false,
  disabled,
  asChild = false,
  onSelect,
  children,
}: {
  icon?: ReactNode;
  keys?: string;
  danger?: boolean;
  disabled?: boolean;
  asChild?: boolean;
  onSelect?: () => void;
  children: ReactNode;
}) {
  const className = clsx(menuItemClass, danger && menuDangerClass);
  if (asChild) {
    return (
      <Primitive.Item asChild disabled={disabled} onSelect={onSelect} className={className}>
        {children}
      </Primitive.Item>
    );
  }
  return (
    <Primitive.Item disabled={disabled} onSelect={onSelect} className={className}>
      {icon ? <span className="text-muted">{icon}</span> : null}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {keys ? <Kbd keys={keys} /> : null}
    </Primitive.Item>
  );
}

/** One of several that exclude each other, such as the theme. */
export function MenuRadioGroup<V extends string>({
  value,
  onChange,
  options,
}: {
  value: V;
  onChange: (value: V) => void;
  options: readonly { value: V; label: string; icon?: ReactNode }[];
}) {
  return (
    <Primitive.RadioGroup value={value}>
      {options.map((option) => (
        <Primitive.RadioItem
          key={option.value}
          value={option.value}
          className={menuItemClass}
          onSelect={() => onChange(option.value)}
        >
          <span className="text-muted">{option.icon}</span>
          <span className="flex-1">{option.label}</span>
          <Primitive.ItemIndicator className="text-accent-text">✓</Primitive.ItemIndicator>
        </Primitive.RadioItem>
      ))}
    </Primitive.RadioGroup>
  );
}

/** A line between groups. */
export function MenuSeparator() {
  return <Primitive.Separator className="my-1 h-px bg-line" />;
}

/** A heading that cannot be chosen. */
export function MenuLabel({ children }: { children: ReactNode }) {
  return <Primitive.Label className="px-2 py-1 text-sm text-faint">{children}</Primitive.Label>;
}
