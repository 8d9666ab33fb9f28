import { access, chmod, chown, mkdir, open, writeFile } from "node:fs/promises";
import path from "node:path";
import { FilePath } from "#shared/ids";

/** One file of an experiment. */
export interface StarterFile {
  readonly path: string;
  readonly executable: boolean;
  readonly content: Uint8Array;
}

/** The student's user and group in every container. */
const STUDENT = 10001;
/** Beside the student's files, where no container sees it. */
const MARKER = ".starter-written";

/**
 * Writes the starter files into `<disk>/files` as the student's own, once in a workspace's life: what the student deletes stays
 * deleted. Interrupted, it begins again; no container of the workspace may run before it has finished.
 */
export async function writeStarter(
  disk: string,
  files: string,
  starter: () => Promise<readonly StarterFile[]>,
): Promise<void> {
  const marker = path.join(disk, MARKER);
  if (await exists(marker)) return;
  const folders = new Set<string>();
  for (const file of await starter()) {
    const parts = FilePath.parse(file.path).split("/");
    for (let depth = 1; depth < parts.length; depth += 1) folders.add(parts.slice(0, depth).join("/"));
    const target = path.join(files, ...parts);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, file.content);
    await chmod(target, file.executable ? 0o755 : 0o644);
    await chown(target, STUDENT, STUDENT);
  }
  for (const folder of folders) await chown(path.join(files, folder), STUDENT, STUDENT);
  const handle = await open(marker, "w", 0o600);
  await handle.sync();
  await handle.close();
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
