import { wordsOf } from "#app/i18n/outside-react";

/** The line that stands in a log for bytes that are not kept. */
export function leftOut(bytes: number): string {
  const t = wordsOf("editing.output");
  return bytes >= 100_000 ? t("leftOut", { megabytes: bytes / 1_000_000 }) : t("leftOutBytes", { bytes });
}
