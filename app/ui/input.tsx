import { clsx } from "clsx";
import type { ComponentProps } from "react";

/** A one-line text field. In forms put it into a `Field`, which labels it. */
export function Input({
  className,
  size = "md",
  ...rest
}: Omit<ComponentProps<"input">, "size"> & { size?: "sm" | "md" | "lg" }) {
  return (
    <input
      className={clsx(
        "w-full min-w-0 rounded-md border border-line-strong bg-sunken px-2 text-text placeholder:text-faint",
        "focus-visible:outline-offset-0 disabled:opacity-60 aria-invalid:border-failed",
        size === "sm" && "h-6",
        size === "md" && "h-7",
        size === "lg" && "h-9",
        className,
      )}
      {...rest}
    />
  );
}
