import { clsx } from "clsx";
import type { ReactNode } from "react";

/** Says what belongs here, what to do first, and offers it. */
export function EmptyState({
  icon,
  title,
  action,
  className,
  children,
}: {
  icon?: ReactNode;
  title: string;
  action?: ReactNode;
  className?: string;
  children?: ReactNode;
}) {
  return (
    <div className={clsx("flex flex-col items-center justify-center gap-2 p-6 text-center", className)}>
      {icon ? <div className="text-faint">{icon}</div> : null}
      <p className="font-medium">{title}</p>
      {children ? <div className="max-w-prose text-muted">{children}</div> : null}
      {action ? <div className="mt-1 flex flex-wrap justify-center gap-2">{action}</div> : null}
    </div>
  );
}
