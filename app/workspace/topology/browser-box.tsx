import { Globe } from "lucide-react";
import type { arrange } from "#app/workspace/topology/arrangement";

/** Where the browser stands in the drawing, when something is shown to it. */
export function BrowserBox({ at, children }: { at: ReturnType<typeof arrange>["browser"]; children: string }) {
  if (at === null) return null;
  return (
    <p
      aria-hidden
      className="absolute flex items-center gap-1 rounded-md border border-accent bg-accent-soft px-2 text-sm text-accent-text"
      style={{ left: at.x, top: at.y, width: at.width, height: at.height }}
    >
      <Globe aria-hidden size={13} /> {children}
    </p>
  );
}
