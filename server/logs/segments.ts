import { readdir } from "node:fs/promises";

/** The file name of the segment whose first byte has this offset: 16 digits, so that names sort like numbers. */
export function segmentName(start: number): string {
  return `${String(start).padStart(16, "0")}.seg`;
}

/** The offsets at which a log's segments begin, ascending; none when the log does not exist. */
export async function listSegments(folder: string): Promise<number[]> {
  let names: string[];
  try {
    names = await readdir(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
  return names
    .filter((name) => /^\d{16}\.seg$/.test(name))
    .map((name) => Number(name.slice(0, 16)))
    .sort((a, b) => a - b);
}

/** Whether a system call failed because the thing is not there. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
