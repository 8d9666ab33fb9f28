/** Seconds of a Compose duration such as `90s`, `1m30s` or `500ms`, or null when it is none. */
export function parseDuration(text: string): number | null {
  if (!/^(\d+(\.\d+)?(us|ms|s|m|h))+$/.test(text) || text.length > 40) return null;
  let seconds = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(us|ms|s|m|h)/g)) {
    seconds += Number(amount) * (secondsOf[unit ?? "s"] ?? 1);
  }
  return seconds;
}

const secondsOf: Readonly<Record<string, number>> = { us: 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600 };

/** Bytes of a Compose size such as `64m`, `1gb` or `4096`, or null when it is none. */
export function parseBytes(text: string): number | null {
  const match = /^(\d{1,15})\s?(b|k|kb|m|mb|g|gb)?$/i.exec(text);
  if (match === null) return null;
  const unit = (match[2] ?? "b").charAt(0).toLowerCase();
  return Number(match[1]) * (bytesOf[unit] ?? 1);
}

const bytesOf: Readonly<Record<string, number>> = { b: 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 };

/** The number inside the two bounds that is nearest to it. */
export function clamp(value: number, minimum: number, maximum: number): number {
  return Math.min(Math.max(value, minimum), maximum);
}
