import { createHash } from "node:crypto";
import { mkdir, open, realpath, rename, stat } from "node:fs/promises";
import path from "node:path";
import type { Engine } from "#server/engine/engine";

interface KeeperProgramParts {
  readonly engine: Pick<Engine, "copyFromImage">;
  readonly data: string;
  readonly image?: string;
}

/** The image whose only file is the keeper's program. */
const keeperImage = "varlab/keeper";
/** The container's user may run it but not read it: then the kernel lets no other program trace it, from its first instruction on. */
const programMode = 0o711;

/**
 * Answers with the keeper's program on the host, `<data>/keeper/<sha256>/keeper`; taken out of its image once. Containers keep the
 * version that they were made with, since its path names its content.
 */
export function createKeeperProgram({ engine, data, image = keeperImage }: KeeperProgramParts): () => Promise<string> {
  let placed: Promise<string> | undefined;

  async function place(): Promise<string> {
    const program = await engine.copyFromImage(image, "/keeper");
    const hash = createHash("sha256").update(program).digest("hex");
    const folder = path.join(await realpath(data), "keeper", hash);
    const target = path.join(folder, "keeper");
    if (await isFile(target, program.length)) return target;
    await mkdir(folder, { recursive: true, mode: 0o755 });
    const unfinished = `${target}.${process.pid}`;
    const handle = await open(unfinished, "w", programMode);
    try {
      await handle.writeFile(program);
      await handle.chmod(programMode);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(unfinished, target);
    return target;
  }

  return () => {
    placed ??= place();
    placed.catch(() => {
      placed = undefined;
    });
    return placed;
  };
}

async function isFile(file: string, size: number): Promise<boolean> {
  return stat(file).then(
    (found) => found.isFile() && found.size === size,
    () => false,
  );
}
