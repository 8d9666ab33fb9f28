/** Why a text cannot be a path below the workspace, or null when it can: relative, with `/`, no `.` or `..` parts, no end slash. */
export function pathComplaint(path: string): string | null {
  if (path.startsWith("/") || path.startsWith("~")) return "It must be relative to the workspace.";
  if (path.includes("\\")) return "Parts are separated by `/`.";
  const parts = path.split("/");
  if (parts.includes("..")) return "It must stay inside the workspace.";
  if (parts.some((part) => part === "" || part === "."))
    return "It must name each folder once, without `./`, `//` or a `/` at the end.";
  if (/[*?[\]{}:,"'\n\r\t]/.test(path)) return "Patterns and special characters are not supported.";
  return null;
}

/** The last part of a path. */
export function basename(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
