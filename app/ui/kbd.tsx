import { clsx } from "clsx";

/** A key or a chord such as "Ctrl+B", one cap per key. */
export function Kbd({ keys, className }: { keys: string; className?: string }) {
  return (
    <kbd className={clsx("inline-flex gap-0.5 font-sans", className)}>
      {keys.split("+").map((key) => (
        <span key={key} className="rounded-sm border border-line bg-sunken px-1 text-xs leading-4 text-muted">
          {key}
        </span>
      ))}
    </kbd>
  );
}
