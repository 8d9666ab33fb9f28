import { clsx } from "clsx";
import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

const looks = {
  info: { className: "bg-accent-soft text-text", Icon: Info, icon: "text-accent-text" },
  warning: { className: "bg-waiting-soft text-text", Icon: TriangleAlert, icon: "text-waiting" },
  error: { className: "bg-failed-soft text-text", Icon: CircleAlert, icon: "text-failed" },
} as const;

/** A message in the place where it happened: what, why, what to do. Errors are announced at once. */
export function Notice({
  kind = "info",
  title,
  action,
  className,
  children,
}: {
  kind?: keyof typeof looks;
  title?: ReactNode;
  action?: ReactNode;
  className?: string;
  children?: ReactNode;
}) {
  const { className: look, Icon, icon } = looks[kind];
  return (
    <div
      role={kind === "error" ? "alert" : "status"}
      className={clsx("flex flex-wrap items-start gap-2 rounded-md px-3 py-2", look, className)}
    >
      <div className="flex min-w-0 flex-1 basis-60 items-start gap-2">
        <Icon aria-hidden size={16} className={clsx("mt-0.5 shrink-0", icon)} />
        <div className="min-w-0 flex-1">
          {title ? <p className="font-medium">{title}</p> : null}
          {children}
        </div>
      </div>
      {action}
    </div>
  );
}
