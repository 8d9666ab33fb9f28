import { clsx } from "clsx";
import type { ComponentProps, ReactNode } from "react";
import { Spinner } from "#app/ui/spinner";

/** `primary` once per view; `danger` for what cannot be undone; `ghost` in toolbars. */
export type ButtonVariant = "primary" | "secondary" | "ghost" | "danger";

const base =
  "inline-flex items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap select-none transition-colors duration-100 disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:cursor-not-allowed aria-disabled:opacity-55";

const variants: Record<ButtonVariant, string> = {
  primary: "bg-accent text-on-accent not-disabled:hover:bg-accent-hover",
  secondary: "border border-line bg-surface text-text not-disabled:hover:bg-hover not-disabled:active:bg-pressed",
  ghost: "text-muted not-disabled:hover:bg-hover not-disabled:hover:text-text not-disabled:active:bg-pressed",
  danger: "bg-failed text-on-failed not-disabled:hover:brightness-95",
};

const sizes = { sm: "h-6 px-2 text-sm", md: "h-7 px-3", lg: "h-9 px-4" } as const;

/** The classes of a button, for links that look like one. */
export function buttonClass(variant: ButtonVariant = "secondary", size: keyof typeof sizes = "md"): string {
  return clsx(base, variants[variant], sizes[size]);
}

export interface ButtonProps extends ComponentProps<"button"> {
  variant?: ButtonVariant;
  size?: keyof typeof sizes;
  /** Shown before the label. */
  icon?: ReactNode;
  /** Something is under way: the icon turns and the button does not answer. */
  busy?: boolean;
  /** Why it cannot be pressed now: it stays reachable, so that the reason can be read. */
  refusal?: string | null | undefined;
}

/** A button; `type` is "button" unless said otherwise, so that it never submits a form by accident. */
export function Button({
  variant,
  size,
  icon,
  busy = false,
  refusal,
  className,
  children,
  disabled,
  type = "button",
  ...rest
}: ButtonProps) {
  const refused = typeof refusal === "string";
  return (
    <button
      type={type}
      className={clsx(buttonClass(variant, size), className)}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      {...rest}
      {...(refused ? { "aria-disabled": true, title: refusal, onClick: undefined } : {})}
    >
      {busy ? <Spinner size={14} /> : icon}
      {children}
    </button>
  );
}
