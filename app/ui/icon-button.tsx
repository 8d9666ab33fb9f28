"use client";
import { clsx } from "clsx";
import type { ReactNode } from "react";
import type { ButtonProps } from "#app/ui/button";
import { Spinner } from "#app/ui/spinner";
import { Tooltip } from "#app/ui/tooltip";

const sizes = { sm: "size-6", md: "size-7" } as const;

/** A button that is only an icon: `label` names it for the ear and in its tooltip, `keys` is its shortcut ("Ctrl+B"). */
export function IconButton({
  label,
  keys,
  icon,
  size = "md",
  busy = false,
  pressed,
  side,
  className,
  disabled,
  type = "button",
  ...rest
}: Omit<ButtonProps, "children" | "size" | "variant" | "aria-label"> & {
  label: string;
  keys?: string;
  icon: ReactNode;
  size?: keyof typeof sizes;
  /** For toggles. */
  pressed?: boolean;
  side?: "top" | "right" | "bottom" | "left";
}) {
  return (
    <Tooltip label={label} keys={keys} side={side}>
      <button
        type={type}
        aria-label={label}
        aria-keyshortcuts={keys?.replaceAll("Ctrl", "Control")}
        aria-pressed={pressed}
        aria-busy={busy || undefined}
        aria-disabled={disabled || busy || undefined}
        className={clsx(
          "inline-flex shrink-0 items-center justify-center rounded-md transition-colors duration-100",
          "aria-disabled:cursor-not-allowed aria-disabled:opacity-50",
          pressed ? "bg-selected text-accent-text" : "text-muted hover:bg-hover hover:text-text active:bg-pressed",
          sizes[size],
          className,
        )}
        {...rest}
        onClick={disabled || busy ? undefined : rest.onClick}
      >
        {busy ? <Spinner size={14} /> : icon}
      </button>
    </Tooltip>
  );
}
