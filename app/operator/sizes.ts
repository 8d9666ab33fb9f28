/** "512 MB", "1.5 GB": bytes in the units that the quotas use. */
export function sizeWords(bytes: number): string {
  const megabytes = bytes / 1024 / 1024;
  if (megabytes < 1) return bytes === 0 ? "0 MB" : "< 1 MB";
  return megabytes < 1000 ? `${Math.round(megabytes)} MB` : `${(megabytes / 1024).toFixed(1)} GB`;
}

/** A share of processors: "12 %" of one, "1.4 CPU" of several. */
export function cpuWords(share: number): string {
  return share < 0.995 ? `${Math.round(share * 100)} %` : `${share.toFixed(1)} CPU`;
}
