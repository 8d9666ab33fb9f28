import type { FilePath } from "#shared/ids";

/** A path of the listing, or one that was typed and checked, as the catalogue's type; the server checks it again. */
export function filePath(path: string): FilePath {
  return path as FilePath;
}

/** The last part of a path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** The folder of a path; "" for the root. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

/** A name in a folder; "" is the root. */
export function joined(folder: string, name: string): string {
  return folder === "" ? name : `${folder}/${name}`;
}

/** Why a name cannot be one, or null. */
export function nameProblem(name: string): string | null {
  if (name.trim() === "") return "A name needs at least one character.";
  if (name.split("/").some((part) => part === "" || part === "." || part === ".."))
    return "A name has no empty, “.” or “..” part.";
  if (name.includes("\0")) return "A name cannot hold a NUL character.";
  if (name.split("/").some((part) => new TextEncoder().encode(part).length > 255))
    return "A name has at most 255 bytes.";
  return null;
}

/** Bytes as people read them: "312 B", "4.3 kB", "20 MB". */
export function sizeText(bytes: number): string {
  const units = ["B", "kB", "MB", "GB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 || value >= 99.5 ? Math.round(value) : value.toFixed(1)} ${units[unit] ?? ""}`;
}
