/** The address in an X-Forwarded-For header, as the nearest proxy (or Next itself) wrote it: the last entry. Good for counting, not for trusting. */
export function clientAddress(forwardedFor: string): string {
  return forwardedFor.split(",").at(-1)?.trim() || "unknown";
}
