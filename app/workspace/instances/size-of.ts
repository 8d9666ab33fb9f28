import type { Language } from "#app/i18n/languages";

/** A number of bytes as people write it: "812 B", "4.3 kB", "20 MB"; in German "4,3 kB". */
export function sizeOf(bytes: number, language: Language): string {
  if (bytes < 1000) return `${bytes} B`;
  const [value, unit] = bytes < 1_000_000 ? [bytes / 1000, "kB"] : [bytes / 1_000_000, "MB"];
  const digits = value < 10 ? 1 : 0;
  const format = { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: false };
  return `${value.toLocaleString(language, format)} ${unit}`;
}
