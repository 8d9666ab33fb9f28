import { clsx } from "clsx";
import type { ComponentProps } from "react";

/** A choice from a few; the browser's own list, so that it works everywhere. In forms put it into a `Field`, which labels it. */
export function Select({
  className,
  size = "md",
  ...rest
}: Omit<ComponentProps<"select">, "size"> & { size?: "md" | "lg" }) {
  return (
    <select
      className={clsx(
        "min-w-0 rounded-md border border-line-strong bg-sunken px-1.5 text-text disabled:opacity-60",
        size === "md" ? "h-7" : "h-9",
        className,
      )}
      {...rest}
    />
  );
}
