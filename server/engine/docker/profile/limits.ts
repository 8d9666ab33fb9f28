const mebibyte = 1024 * 1024;

/** What an experiment may ask for. Below: a JVM or the keeper cannot start. Above: one container could take a small machine. */
export const clamps = {
  memoryBytes: { least: 32 * mebibyte, most: 8192 * mebibyte },
  cpus: { least: 0.05, most: 8 },
  /** One thread is one pid; a JVM starts with about 25. */
  pids: { least: 32, most: 2048 },
} as const;

/** Shared memory of POSIX and System V; brokers and Python's multiprocessing need a little. */
export const sharedMemoryBytes = 16 * mebibyte;

/** The size of one file anywhere in a container; the largest student artifact seen is 60 MB. */
export const largestFileBytes = 256 * mebibyte;
export const openFiles = 4096;

/** The engine's own log of a container holds only what the keeper says; 2 × 2 MB at most. */
export const logOptions = { "max-size": "2m", "max-file": "2", mode: "non-blocking" } as const;

/** Memory used here counts as the container's. Inodes bound what empty files cost the kernel. */
export const scratchDefaults = {
  tmpBytes: 64 * mebibyte,
  runBytes: 1 * mebibyte,
  homeBytes: 64 * mebibyte,
  /** One inode for every 16 KiB of space. */
  bytesPerInode: 16 * 1024,
} as const;

/** Where an image declares a VOLUME, this much memory lies over it: an anonymous volume would be unlimited. */
export const imageVolumeBytes = 64 * mebibyte;

export function clamp(value: number, range: { readonly least: number; readonly most: number }): number {
  return Math.min(range.most, Math.max(range.least, value));
}
