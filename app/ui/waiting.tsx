import { clsx } from "clsx";
import type { ReactNode } from "react";
import { Spinner } from "#app/ui/spinner";

/** A wait that names its stage and is announced politely; `action` is the way out. */
export function Waiting({ stage, action, className }: { stage: string; action?: ReactNode; className?: string }) {
  return (
    <div className={clsx("flex items-center justify-center gap-2 p-4 text-muted", className)}>
      <Spinner />
      <span role="status">{stage}</span>
      {action}
    </div>
  );
}
