import { readFile } from "node:fs/promises";
import path from "node:path";

/** One file system that this process sees. */
export interface MountedFileSystem {
  readonly mountPoint: string;
  /** For a loop device the file behind it, when the kernel still tells. */
  readonly backingFile: string | undefined;
}

/** Every mount in the order in which they were made: of two at one place the later one is seen. */
export async function readMountTable(): Promise<MountedFileSystem[]> {
  const lines = (await readFile("/proc/self/mountinfo", "utf8")).split("\n").filter((line) => line !== "");
  return Promise.all(lines.map(parseLine));
}

async function parseLine(line: string): Promise<MountedFileSystem> {
  // "36 35 98:0 /root /mount/point options … - type source options"
  const [left = "", right = ""] = line.split(" - ");
  const mountPoint = withoutEscapes(left.split(" ")[4] ?? "");
  const source = right.split(" ")[1] ?? "";
  return { mountPoint, backingFile: source.startsWith("/dev/loop") ? await backingFileOf(source) : undefined };
}

async function backingFileOf(device: string): Promise<string | undefined> {
  const file = `/sys/block/${path.basename(device)}/loop/backing_file`;
  // The device can be detached between the two reads.
  return readFile(file, "utf8").then(
    (text) => text.replace(/\n$/, ""),
    () => undefined,
  );
}

/** The kernel writes blanks and backslashes in octal. */
function withoutEscapes(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
}
