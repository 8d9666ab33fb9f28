import { clsx } from "clsx";
import { initials } from "#app/account/initials";

/** Somebody as two letters on their colour (0 to 7); decoration, the name stands beside it or in a label. */
export function Avatar({ name, color, className }: { name: string; color: number; className?: string }) {
  return (
    <span
      aria-hidden
      title={name}
      className={clsx(
        "inline-flex size-6 shrink-0 items-center justify-center rounded-full text-xs font-semibold text-(--on-person)",
        className,
      )}
      style={{ background: `var(--person-${color})` }}
    >
      {initials(name)}
    </span>
  );
}
