/** The one look of everything that opens as a list: drop-down menus, context menus, palettes. */
export const menuContentClass =
  "z-50 min-w-44 max-w-80 overflow-auto rounded-lg border border-line bg-raised p-1 text-text shadow-raised max-h-[min(70dvh,480px)]";

/** One entry of such a list; `data-highlighted` is set by Radix on hover and by the arrow keys. */
export const menuItemClass =
  "flex h-7 cursor-default items-center gap-2 rounded-md px-2 outline-none select-none data-highlighted:bg-hover data-disabled:text-faint data-disabled:opacity-60";

/** An entry that destroys something. */
export const menuDangerClass = "text-failed data-highlighted:bg-failed-soft";
