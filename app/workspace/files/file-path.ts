import { type Language, regions } from "#app/i18n/languages";
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
export function nameProblem(name: string): "empty" | "dots" | "nul" | "long" | null {
  if (name.trim() === "") return "empty";
  if (name.split("/").some((part) => part === "" || part === "." || part === "..")) return "dots";
  if (name.includes("\0")) return "nul";
  if (name.split("/").some((part) => new TextEncoder().encode(part).length > 255)) return "long";
  return null;
}

/** Bytes as people read them: "312 B", "4.3 kB", "20 MB"; in German "4,3 kB". */
export function sizeText(bytes: number, language: Language): string {
  const units = ["B", "kB", "MB", "GB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 99.5 ? 0 : 1;
  const amount = value.toLocaleString(regions[language], {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return `${amount} ${units[unit] ?? ""}`;
}
