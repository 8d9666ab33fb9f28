import { isUtf8 } from "node:buffer";
import type { FileHandle } from "node:fs/promises";
import { explaining, fileFailure } from "#server/files/file-failure";
import { versionOf } from "#server/files/tree-list";
import { inParent, type OpenFile, openFile } from "#server/files/walk";
import { UserError } from "#shared/failures";
import type { FilePath } from "#shared/ids";
import { type FileContent, maxTextBytes } from "#shared/socket/catalogue";

/** Largest image that is shown in place: 8 MiB, a photo; larger ones are downloaded. */
const maxImageBytes = 8 * 1024 * 1024;

/** What the editor shows for a file. Reads at most 8 MiB; a file that grows meanwhile is cut at its size when opened. */
export async function readContent(root: string, path: FilePath | string): Promise<FileContent> {
  return withFile(root, path, async ({ handle, stat }) => {
    const version = versionOf(stat);
    const size = Number(stat.size);
    const head = await readBytes(handle, 0, Math.min(size, 64));
    const mediaType = imageType(head);
    if (mediaType !== undefined && size <= maxImageBytes) {
      return { kind: "image", mediaType, bytes: new Uint8Array(await readBytes(handle, 0, size)), version, size };
    }
    if (size > maxTextBytes) return { kind: "large", version, size };
    const bytes = await readBytes(handle, 0, size);
    return isText(bytes)
      ? { kind: "text", text: bytes.toString("utf8"), version, size }
      : { kind: "binary", version, size };
  });
}

/** Runs `work` with an open regular file, and closes it. */
export async function withFile<T>(
  root: string,
  path: FilePath | string,
  work: (file: OpenFile) => Promise<T>,
): Promise<T> {
  const file = await openByPath(root, path);
  try {
    return await explaining(path, () => work(file));
  } finally {
    await file.handle.close();
  }
}

/** Opens a regular file for reading; the caller closes its handle. */
export async function openByPath(root: string, path: FilePath | string): Promise<OpenFile> {
  try {
    return await inParent(root, path, openFile);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENXIO") {
      throw new UserError("refused", `${path} is a pipe, a socket or a device, not a file.`);
    }
    throw fileFailure(error, path);
  }
}

/** The bytes from `position` on: `length` of them, or fewer when the file ends before. */
export async function readBytes(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await handle.read(bytes, done, length - done, position + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return bytes.subarray(0, done);
}

/** Whether bytes can be edited as text without loss: valid UTF-8 without NUL. */
export function isText(bytes: Buffer): boolean {
  return isUtf8(bytes) && !bytes.includes(0);
}

/** The media type of an image that browsers draw, told by its first bytes; SVG is text and can hold scripts, so it is none. */
function imageType(head: Buffer): string | undefined {
  if (head.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))) return "image/png";
  if (head.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return "image/jpeg";
  const text = head.toString("latin1");
  if (text.startsWith("GIF87a") || text.startsWith("GIF89a")) return "image/gif";
  if (text.startsWith("RIFF") && text.slice(8, 12) === "WEBP") return "image/webp";
  if (text.startsWith("BM") && head.length >= 26 && head.readUInt32LE(6) === 0) return "image/bmp";
  if (text.startsWith("\0\0\x01\0") && head.length >= 22) return "image/x-icon";
  return undefined;
}
