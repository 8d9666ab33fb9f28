import { extract } from "tar-stream";
import { z } from "zod";
import type { DockerClient } from "#server/engine/docker/docker-client";
import type { ImageSummary, Labels } from "#server/engine/engine";
import { EngineError, isRefusal } from "#server/engine/engine-error";

const Image = z.object({
  Id: z.string(),
  Config: z.object({ Volumes: z.record(z.string(), z.unknown()).nullish() }).nullish(),
});
const Created = z.object({ Id: z.string() });

/** The keeper is under 1 MB; more than this is not what was asked for. */
const largestCopyBytes = 64 * 1024 * 1024;
const copyLimitMs = 60_000;

/** Names, tags, digests and ids. Anything else could lead to another place of Docker's interface. */
const imageReference = /^(?!.*\.\.)[A-Za-z0-9][A-Za-z0-9._:/@-]{0,254}$/;

export interface FoundImage {
  readonly id: string;
  readonly volumes: readonly string[];
}

/** Looks a name or an id up among the local images; a registry is never asked. */
export async function findImage(client: DockerClient, name: string): Promise<FoundImage | undefined> {
  if (!imageReference.test(name)) return undefined;
  try {
    const image = await client.call({ method: "GET", path: `/images/${encodeURIComponent(name)}/json` }, Image);
    return { id: image.Id, volumes: Object.keys(image.Config?.Volumes ?? {}) };
  } catch (error) {
    if (isRefusal(error, "missing")) return undefined;
    throw error;
  }
}

/** Reads one regular file out of an image through a container that never starts and is removed again. */
export async function copyFromImage(
  client: DockerClient,
  image: string,
  path: string,
  labels: Labels,
): Promise<Buffer> {
  const found = await findImage(client, image);
  if (!found) throw new EngineError("missing", `There is no image ${image}`);
  const body = {
    Image: found.id,
    Entrypoint: [path],
    Cmd: [],
    NetworkDisabled: true,
    Labels: { ...labels },
    HostConfig: { NetworkMode: "none" },
  };
  const { Id } = await client.call({ method: "POST", path: "/containers/create", body }, Created);
  try {
    const archive = await client.stream({
      method: "GET",
      path: `/containers/${Id}/archive`,
      query: { path },
      limitMs: copyLimitMs,
    });
    return await onlyFile(archive, path);
  } finally {
    await client.send({ method: "DELETE", path: `/containers/${Id}`, query: { force: true, v: true } });
  }
}

async function onlyFile(archive: NodeJS.ReadableStream, path: string): Promise<Buffer> {
  const unpack = extract();
  archive.on("error", (error) => unpack.destroy(error));
  archive.pipe(unpack);
  for await (const entry of unpack) {
    if (entry.header.type !== "file" || (entry.header.size ?? 0) > largestCopyBytes) {
      throw new EngineError(
        "refused",
        `${path} in the image is not a regular file of at most ${largestCopyBytes} bytes`,
      );
    }
    const chunks: Buffer[] = [];
    for await (const chunk of entry) chunks.push(chunk);
    return Buffer.concat(chunks);
  }
  throw new EngineError("missing", `${path} is not in the image`);
}

const ListedImage = z.object({
  Id: z.string(),
  RepoTags: z.array(z.string()).nullish(),
  Labels: z.record(z.string(), z.string()).nullish(),
  Size: z.number(),
  Created: z.number(),
});
const ImageUser = z.object({ ImageID: z.string() });

/** What Docker calls an image without a name. */
const nameless = "<none>:<none>";

/** The images that carry the label or a name with the prefix, and how many containers are made of each. */
export async function listImages(client: DockerClient, label: string, prefix: string): Promise<ImageSummary[]> {
  const [images, users] = await Promise.all([
    client.call({ method: "GET", path: "/images/json" }, z.array(ListedImage)),
    client.call({ method: "GET", path: "/containers/json", query: { all: true } }, z.array(ImageUser)),
  ]);
  return images
    .map(({ Id: id, RepoTags, Labels: labels, Size: bytes, Created: created }) => ({
      ...{ id, bytes, labels: labels ?? {}, createdAt: created * 1000, isOurs: labels != null && label in labels },
      names: (RepoTags ?? []).filter((name) => name !== nameless),
      containers: users.filter(({ ImageID }) => ImageID === id).length,
    }))
    .filter(({ isOurs, names }) => isOurs || names.some((name) => name.startsWith(prefix)))
    .map(({ isOurs: _, ...image }) => image);
}

/** Removes an image and its names, never by force. */
export async function removeImage(client: DockerClient, id: string): Promise<void> {
  if (!imageReference.test(id)) throw new EngineError("missing", "There is no such image");
  await client.send({ method: "DELETE", path: `/images/${encodeURIComponent(id)}` });
}
