import type { Right } from "#shared/ticket";

const rank: Record<Right, number> = { view: 0, drive: 1, own: 2 };

/** The same order as `#shared/ticket`, whose module would bring zod into the page. */
export function allows(held: Right, needed: Right): boolean {
  return rank[held] >= rank[needed];
}
