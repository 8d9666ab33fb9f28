import type { BuildView, FileEntry } from "#shared/views";

/** Folders whose content is made, not written. */
const made = /^(build|dist|out|target|node_modules|__pycache__|\.git)\/|\/(node_modules|__pycache__)\//;

/** Whether a source has changed since this build began. */
export function isStale(build: BuildView, files: ReadonlyMap<string, FileEntry>): boolean {
  const since = build.startedAt ?? build.createdAt;
  const results = new Set(build.artifacts.map((artifact) => artifact.path));
  for (const entry of files.values()) {
    if (entry.kind === "file" && entry.modifiedAt > since && !made.test(entry.path) && !results.has(entry.path))
      return true;
  }
  return false;
}
