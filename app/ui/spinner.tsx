import { clsx } from "clsx";
import { LoaderCircle } from "lucide-react";

/** A turning mark without words; decoration only, so the words stand beside it. */
export function Spinner({ size = 16, className }: { size?: number; className?: string }) {
  return <LoaderCircle aria-hidden size={size} className={clsx("shrink-0 animate-spin", className)} />;
}
