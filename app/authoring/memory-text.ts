import { type Language, regions } from "#app/i18n/languages";

/** Memory as Compose files and machines count it, in powers of 1024: "256 MB", "1.5 GB", "24 GB". */
export function memoryText(bytes: number, language: Language): string {
  const megabytes = bytes / 1024 ** 2;
  if (megabytes < 1000) return `${Math.round(megabytes)} MB`;
  const gigabytes = megabytes / 1024;
  const digits = gigabytes < 10 && gigabytes % 1 >= 0.05 ? 1 : 0;
  const format = { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: false };
  return `${gigabytes.toLocaleString(regions[language], format)} GB`;
}
