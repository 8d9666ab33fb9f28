/** The number that somebody has typed, with a point or a comma; null for nothing, undefined for what is none from 0 to 10,000. */
export function numberIn(text: string): number | null | undefined {
  const written = text.trim().replace(",", ".");
  if (written === "") return null;
  const value = /^\d{1,5}(\.\d{1,2})?$/.test(written) ? Number(written) : Number.NaN;
  return value <= 10_000 ? value : undefined;
}
