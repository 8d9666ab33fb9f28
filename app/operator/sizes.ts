import { useLocale } from "next-intl";
import { type Language, regions } from "#app/i18n/languages";

/** Sizes in the language of the page. */
export function useSizes(): { sizeWords: (bytes: number) => string; cpuWords: (share: number) => string } {
  const language = useLocale();
  return { sizeWords: (bytes) => sizeWords(bytes, language), cpuWords: (share) => cpuWords(share, language) };
}

/** "512 MB", "1.5 GB": bytes in the units that the quotas use. */
export function sizeWords(bytes: number, language: Language): string {
  const megabytes = bytes / 1024 / 1024;
  if (megabytes < 1) return bytes === 0 ? "0 MB" : "< 1 MB";
  return megabytes < 1000 ? `${Math.round(megabytes)} MB` : `${oneDecimal(megabytes / 1024, language)} GB`;
}

/** A share of processors: "12 %" of one, "1.4 CPU" of several. */
export function cpuWords(share: number, language: Language): string {
  return share < 0.995 ? `${Math.round(share * 100)} %` : `${oneDecimal(share, language)} CPU`;
}

function oneDecimal(value: number, language: Language): string {
  return value.toLocaleString(regions[language], { minimumFractionDigits: 1, maximumFractionDigits: 1 });
}
