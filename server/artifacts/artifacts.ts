import { randomBytes } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { open, rm } from "node:fs/promises";
import path from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Database } from "#prisma/client";
import { type Collected, collectPath } from "#server/artifacts/collect";
import { createContentStore, singleName } from "#server/artifacts/content-store";
import { unpackZip } from "#server/artifacts/zip-content";
import { artifactFields, presentArtifact } from "#server/runs/artifact-row";
import type { Hub } from "#server/sockets/handlers";
import type { ArtifactPlan } from "#shared/experiment/experiment";
import { UserError } from "#shared/failures";
import type { BuildId, WorkspaceId } from "#shared/ids";
import type { ArtifactView } from "#shared/views";

/** The artifacts of all workspaces: rows in the database, content in a store by hash. */
export interface Artifacts {
  /** Copies what a build made into the store and records it. Throws a UserError that names a path that is not there. */
  collect(workspace: WorkspaceId, build: BuildId, plans: readonly ArtifactPlan[]): Promise<ArtifactView[]>;
  /** Stores an uploaded program: a zip is unpacked, anything else is kept as the file that it is. */
  addUpload(workspace: WorkspaceId, fileName: string, body: Readable): Promise<ArtifactView>;
  /** Newest first, at most 200. */
  list(workspace: WorkspaceId): Promise<ArtifactView[]>;
  /** Puts an artifact's content into an empty directory by hard links; milliseconds, whatever its size. */
  materialize(artifact: Pick<ArtifactView, "sha256" | "kind" | "path">, directory: string): Promise<void>;
  /** Removes content that no row refers to any more. */
  sweep(): Promise<void>;
}

interface ArtifactsParts {
  readonly database: Database;
  /** The directory of the store. */
  readonly directory: string;
  /** The directory of a workspace's files. */
  readonly root: (workspace: WorkspaceId) => Promise<string>;
  readonly hub: Hub;
}

const listed = 200;

/** The artifacts room. */
export function createArtifacts({ database, directory, root, hub }: ArtifactsParts): Artifacts {
  const store = createContentStore(directory);

  async function record(
    workspaceId: WorkspaceId,
    buildId: BuildId | null,
    name: string,
    baseName: string,
    content: Collected,
  ): Promise<ArtifactView> {
    const { kind, size, sha256 } = content;
    const id = `art_${randomBytes(12).toString("base64url")}`;
    const row = await database.artifact.create({
      data: { id, workspaceId, buildId, name, path: baseName, kind, size, sha256 },
      select: artifactFields,
    });
    const view = presentArtifact(row);
    hub.publish(workspaceId, "artifact:added", view);
    return view;
  }

  async function storeUpload(temporary: string, isZip: boolean): Promise<Collected> {
    if (isZip) return { kind: "folder", ...(await store.put("folder", (tree) => unpackZip(temporary, tree))) };
    const content = await store.put("file", (tree) =>
      tree.file([Buffer.from(singleName)], true, createReadStream(temporary)),
    );
    return { kind: "file", ...content };
  }

  return {
    async collect(workspace, build, plans) {
      const from = await root(workspace);
      const found: { plan: ArtifactPlan; content: Collected }[] = [];
      for (const plan of plans) found.push({ plan, content: await collectPlan(from, plan) });
      const views: ArtifactView[] = [];
      for (const { plan, content } of found) {
        views.push(await record(workspace, build, plan.name, path.posix.basename(plan.path), content));
      }
      return views;
    },
    async addUpload(workspace, fileName, body) {
      checkFileName(fileName);
      const temporary = await store.temporaryFile();
      try {
        await pipeline(body, createWriteStream(temporary, { flags: "wx", mode: 0o600 }));
        const isZip = fileName.toLowerCase().endsWith(".zip") && (await startsLikeZip(temporary));
        return await record(workspace, null, fileName, fileName, await storeUpload(temporary, isZip));
      } finally {
        await rm(temporary, { force: true });
      }
    },
    async list(workspaceId) {
      const rows = await database.artifact.findMany({
        where: { workspaceId },
        orderBy: { createdAt: "desc" },
        take: listed,
        select: artifactFields,
      });
      return rows.map(presentArtifact);
    },
    materialize: (artifact, target) => store.materialize(artifact, target),
    sweep: () => store.sweep(async (kind, sha256) => (await database.artifact.count({ where: { kind, sha256 } })) > 0),
  };

  async function collectPlan(from: string, plan: ArtifactPlan): Promise<Collected> {
    try {
      return await collectPath(store, from, plan.path);
    } catch (error) {
      if (!(error instanceof UserError) || error.code !== "unknown") throw error;
      throw new UserError(
        "unknown",
        `The build ended well, but there is no ${plan.path}, which the experiment expects. Check where the build writes it.`,
      );
    }
  }
}

/** The name becomes that of a file below /app. */
function checkFileName(name: string): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  const isOdd = name === "" || name === "." || name === ".." || /[/\\\u0000-\u001f\u007f\p{Cs}]/u.test(name);
  if (isOdd || Buffer.byteLength(name) > 255) {
    throw new UserError("invalid", "The file's name must be a plain name of at most 255 bytes.");
  }
}

async function startsLikeZip(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    // "PK" with the number of a first entry, or of the end of an empty zip.
    return bytesRead === 4 && [0x04034b50, 0x06054b50].includes(buffer.readUInt32LE(0));
  } finally {
    await handle.close();
  }
}
