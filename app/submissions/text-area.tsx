import { clsx } from "clsx";
import type { ComponentProps } from "react";

/** A field for some lines of plain text. In forms put it into a `Field`, which labels it. */
export function TextArea({ className, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea
      className={clsx(
        "w-full min-w-0 resize-y rounded-md border border-line-strong bg-sunken px-2 py-1 text-text placeholder:text-faint",
        "focus-visible:outline-offset-0",
        className,
      )}
      {...rest}
    />
  );
}
