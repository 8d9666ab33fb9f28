import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { mkdir, open, symlink } from "node:fs/promises";
import { codeOf } from "#server/files/file-failure";
import { decodeName } from "#server/files/file-name";
import { UserError } from "#shared/failures";

/** What one artifact may hold: 256 MiB (a file limit of our containers) in 20,000 entries. */
export const artifactBounds = { maxBytes: 256 * 1024 * 1024, maxEntries: 20_000, maxDepth: 60 };

/** Writes one content's files, none twice, and hashes them. Throws UserError("limit") above the bounds. */
export interface TreeWriter {
  /** Bytes so far. */
  readonly bytes: number;
  folder(path: readonly Buffer[]): Promise<void>;
  file(path: readonly Buffer[], executable: boolean, source: AsyncIterable<Uint8Array>): Promise<void>;
  /** A link is stored as it is and never followed by this server. It is made last, so that nothing can be written through it. */
  link(path: readonly Buffer[], target: Buffer): void;
  /** Makes the links. */
  finish(): Promise<void>;
  /** One line per entry, sorted: equal for equal trees. */
  manifest(): string;
  /** The hash of the only file. */
  onlyHash(): string;
}

interface Line {
  readonly path: string;
  readonly text: string;
  readonly hash: string;
}

/** Writes into an empty directory of the server's own. */
export function createTreeWriter(directory: string): TreeWriter {
  const lines: Line[] = [];
  const folders = new Set<string>();
  const links: { path: readonly Buffer[]; target: Buffer }[] = [];
  let bytes = 0;

  function add(path: readonly Buffer[], kind: string, hash: string): void {
    if (lines.length >= artifactBounds.maxEntries || path.length > artifactBounds.maxDepth) {
      throw new UserError("limit", "An artifact can hold at most 20,000 files, 60 folders deep.");
    }
    const text = path.map(decodeName).join("/");
    lines.push({ path: text, text: JSON.stringify([text, kind, hash]), hash });
  }

  async function folder(path: readonly Buffer[]): Promise<void> {
    for (let depth = 1; depth <= path.length; depth += 1) {
      const part = path.slice(0, depth);
      const key = part.map(decodeName).join("/");
      if (folders.has(key)) continue;
      add(part, "folder", "");
      await mkdir(placeOf(directory, part), { mode: 0o755 }).catch((error: unknown) => refuseDouble(error, part));
      folders.add(key);
    }
  }

  return {
    get bytes() {
      return bytes;
    },
    folder,
    async file(path, executable, source) {
      await folder(path.slice(0, -1));
      const hash = createHash("sha256");
      const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
      const handle = await open(placeOf(directory, path), flags, 0o600).catch((error: unknown) =>
        refuseDouble(error, path),
      );
      try {
        for await (const chunk of source) {
          bytes += chunk.length;
          if (bytes > artifactBounds.maxBytes) throw new UserError("limit", "An artifact can hold at most 256 MiB.");
          hash.update(chunk);
          await handle.writeFile(chunk);
        }
        await handle.chmod(executable ? 0o555 : 0o444);
      } finally {
        await handle.close();
      }
      add(path, executable ? "program" : "file", hash.digest("hex"));
    },
    link(path, target) {
      add(path, "link", target.toString("hex"));
      links.push({ path, target });
    },
    async finish() {
      for (const { path, target } of links) {
        await symlink(target, placeOf(directory, path)).catch((error: unknown) => refuseDouble(error, path));
      }
    },
    manifest: () =>
      lines
        .toSorted((a, b) => (a.path < b.path ? -1 : 1))
        .map((line) => line.text)
        .join("\n"),
    onlyHash: () => lines.find((line) => line.hash !== "")?.hash ?? "",
  };
}

function placeOf(directory: string, path: readonly Buffer[]): Buffer {
  return Buffer.concat([Buffer.from(directory), ...path.flatMap((part) => [Buffer.from("/"), part])]);
}

function refuseDouble(error: unknown, path: readonly Buffer[]): never {
  const code = codeOf(error);
  if (code === "EEXIST" || code === "ENOTDIR" || code === "ELOOP") {
    throw new UserError(
      "invalid",
      `${path.map(decodeName).join("/")} is in there twice, or both as a file and as a folder.`,
    );
  }
  if (code === "ENAMETOOLONG") throw new UserError("invalid", "A name in there is too long (more than 255 bytes).");
  throw error;
}
