/** The address a request came from, as the nearest proxy wrote it: the last entry. Good for counting, not for trusting. */
export function clientAddress(headers: Headers): string {
  return headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() || "unknown";
}
