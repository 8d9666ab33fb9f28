/** Memory as Compose files and machines count it, in powers of 1024: "256 MB", "1.5 GB", "24 GB". */
export function memoryText(bytes: number): string {
  const megabytes = bytes / 1024 ** 2;
  if (megabytes < 1000) return `${Math.round(megabytes)} MB`;
  const gigabytes = megabytes / 1024;
  return `${gigabytes < 10 && gigabytes % 1 >= 0.05 ? gigabytes.toFixed(1) : Math.round(gigabytes)} GB`;
}
