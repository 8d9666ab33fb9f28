/** The path below `root`, or null when it lies outside. A relative path is taken as below `root`. */
export function relativePath(file: string, root: string): string | null {
  const plain = file.startsWith("file://") ? decoded(file.slice("file://".length)) : file;
  const inside = plain.startsWith("/") ? below(plain, root) : plain;
  if (inside === null) return null;
  const parts: string[] = [];
  for (const part of inside.split("/")) {
    if (part === "..") {
      if (parts.pop() === undefined) return null;
    } else if (part !== "" && part !== ".") {
      parts.push(part);
    }
  }
  return parts.length === 0 ? null : parts.join("/");
}

function below(path: string, root: string): string | null {
  return path.startsWith(`${root}/`) ? path.slice(root.length + 1) : null;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
