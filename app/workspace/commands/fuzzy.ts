/** How well a text answers a query, and which of its characters did. */
export interface Match {
  readonly score: number;
  readonly at: readonly number[];
}

/**
 * Finds the query's characters in order, ignoring case. Higher scores are better: runs of neighbours, starts of words and of the
 * last path part count. null when a character is missing.
 */
export function fuzzyMatch(query: string, text: string): Match | null {
  const wanted = query.toLowerCase().replaceAll(" ", "");
  const lower = text.toLowerCase();
  const nameStart = text.lastIndexOf("/") + 1;
  return better(matchFrom(wanted, text, lower, nameStart), matchFrom(wanted, text, lower, 0));
}

function matchFrom(wanted: string, text: string, lower: string, start: number): Match | null {
  const nameStart = text.lastIndexOf("/") + 1;
  const at: number[] = [];
  let score = 0;
  let from = start;
  for (const character of wanted) {
    const index = lower.indexOf(character, from);
    if (index < 0) return null;
    score += 1;
    if (at.at(-1) === index - 1) score += 4;
    if (isWordStart(text, index)) score += 3;
    if (index === nameStart) score += 4;
    if (index >= nameStart) score += 1;
    at.push(index);
    from = index + 1;
  }
  return { score: score - text.length / 200, at };
}

function isWordStart(text: string, index: number): boolean {
  if (index === 0) return true;
  const before = text.charAt(index - 1);
  return /[/._\- ]/.test(before) || (/[a-z0-9]/.test(before) && /[A-Z]/.test(text.charAt(index)));
}

function better(one: Match | null, other: Match | null): Match | null {
  if (one === null || other === null) return one ?? other;
  return one.score >= other.score ? one : other;
}

/** The best answers first, at most `limit`; without a query all of them in their own order. */
export function rank<T>(
  query: string,
  items: readonly T[],
  textOf: (item: T) => string,
  limit: number,
): { item: T; match: Match }[] {
  if (query.trim() === "") return items.slice(0, limit).map((item) => ({ item, match: { score: 0, at: [] } }));
  const found: { item: T; match: Match }[] = [];
  for (const item of items) {
    const match = fuzzyMatch(query, textOf(item));
    if (match !== null) found.push({ item, match });
  }
  return found.sort((a, b) => b.match.score - a.match.score).slice(0, limit);
}
