import { chmod, chown, mkdir, readdir, realpath, rename, rm, statfs } from "node:fs/promises";
import path from "node:path";
import { exists, isMounted, mountDisk, takeDown } from "#server/disks/disk-mount";
import { readMountTable } from "#server/disks/mount-table";
import { createOperationQueue } from "#server/files/operation-queue";
import { UserError } from "#shared/failures";
import { WorkspaceId } from "#shared/ids";

/** Where a workspace's disk is mounted, and the directory in it that the toolchain sees as /workspace. */
export interface Disk {
  readonly root: string;
  readonly files: string;
}

/** One limited ext4 image for each workspace: what a student writes is never backed by the host's whole disk. */
export interface Disks {
  /** The disk, made and mounted when needed. Throws rather than answer with a directory of the host's own disk. */
  ensure(id: WorkspaceId): Promise<Disk>;
  /** Throws UserError("unavailable") unless the disk is mounted now. */
  assertMounted(id: WorkspaceId): Promise<Disk>;
  /** Bytes used and in all, or undefined when it is not mounted. */
  usage(id: WorkspaceId): Promise<{ readonly used: number; readonly size: number } | undefined>;
  /** Unmounts; the content stays. */
  release(id: WorkspaceId): Promise<void>;
  /** Unmounts and deletes the content for ever. One that is not there is fine. */
  remove(id: WorkspaceId): Promise<void>;
  /** Whose disks are mounted. */
  mounted(): Promise<WorkspaceId[]>;
  /** Releases every disk of a workspace that is not known and puts its content aside for a week: a database that was lost must not cost the files. */
  retire(known: ReadonlySet<WorkspaceId>): Promise<void>;
}

interface DisksParts {
  /** The data directory; must exist and be on a file system that can hold sparse files. */
  readonly data: string;
  /** Size of a new disk; existing ones keep theirs. */
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

const studentId = 10001;
const suffix = ".ext4";
const retiredKeptMs = 7 * 24 * 3600 * 1000;

/** Disks under `<data>/disks`, mounted at `<data>/workspaces/<id>`. Mounts outlive the server and are found again. Needs root. */
export function createDisks({ data, bytes, now = Date.now }: DisksParts): Disks {
  /** One at a time for each disk. */
  const turns = createOperationQueue<WorkspaceId>();
  const retired = "retired";

  async function places(id: WorkspaceId) {
    const base = await realpath(data);
    const root = path.join(base, "workspaces", WorkspaceId.parse(id));
    return { image: path.join(base, "disks", `${id}${suffix}`), root, files: path.join(root, "files") };
  }

  async function mount(id: WorkspaceId): Promise<Disk> {
    const { image, root, files } = await places(id);
    await mountDisk({ image, root, bytes });
    if (!(await exists(files))) {
      await mkdir(files);
      await chown(files, studentId, studentId);
      await chmod(files, 0o755);
    }
    return { root, files };
  }

  async function release(id: WorkspaceId): Promise<string> {
    const { image, root } = await places(id);
    await takeDown(root);
    return image;
  }

  async function owners(folder: string): Promise<string[]> {
    return readdir(path.join(await realpath(data), folder)).catch(() => []);
  }

  async function putAside(id: WorkspaceId): Promise<void> {
    const image = await release(id);
    const folder = path.join(path.dirname(image), retired);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    if (await exists(image)) await rename(image, path.join(folder, `${id}.${now()}${suffix}`));
  }

  async function dropOldRetired(): Promise<void> {
    const folder = path.join(await realpath(data), "disks", retired);
    for (const name of await owners(path.join("disks", retired))) {
      const since = Number(name.split(".").at(-2));
      if (!(now() - since < retiredKeptMs)) await rm(path.join(folder, name), { force: true });
    }
  }

  return {
    ensure: (id) => turns.run(id, () => mount(id)),
    async assertMounted(id) {
      const { image, root, files } = await places(id);
      if ((await isMounted(root, image)) && (await exists(files))) return { root, files };
      throw new UserError(
        "unavailable",
        "The disk of this workspace is not mounted. Reload the page; if it stays so, tell the operator.",
      );
    },
    async usage(id) {
      const { image, root } = await places(id);
      if (!(await isMounted(root, image))) return undefined;
      const { bsize, blocks, bfree } = await statfs(root);
      return { used: (blocks - bfree) * bsize, size: blocks * bsize };
    },
    release: (id) => turns.run(id, async () => void (await release(id))),
    remove: (id) =>
      turns.run(id, async () => {
        const image = await release(id);
        await Promise.all([rm(image, { force: true }), rm(`${image}.new`, { force: true })]);
      }),
    async mounted() {
      const base = path.join(await realpath(data), "workspaces");
      const table = await readMountTable();
      return table
        .filter((entry) => path.dirname(entry.mountPoint) === base)
        .flatMap((entry) => idOf(path.basename(entry.mountPoint)));
    },
    async retire(known) {
      const images = (await owners("disks"))
        .filter((name) => name.endsWith(suffix))
        .map((name) => name.slice(0, -suffix.length));
      const ids = new Set([...images, ...(await owners("workspaces"))].flatMap(idOf));
      for (const id of ids) if (!known.has(id)) await turns.run(id, () => putAside(id));
      await dropOldRetired();
    },
  };
}

function idOf(text: string): WorkspaceId[] {
  const parsed = WorkspaceId.safeParse(text);
  return parsed.success ? [parsed.data] : [];
}
