import type { Engine, ImageSummary } from "#server/engine/engine";
import { isRefusal } from "#server/engine/engine-error";
import { workspaceOfLabels } from "#server/machines/machine-labels";
import { UserError } from "#shared/failures";
import type { OperatorImage } from "#shared/operator";

/** Every image that `./varlab up` builds carries it, also after a newer one has taken its name. */
const imageLabel = "varlab.image";
const imagePrefix = "varlab/";
/** What others are built upon, and what every container of ours starts with. */
const groundNames = ["varlab/debian", "varlab/base", "varlab/keeper"];

/** The images of ours on this machine, and the removal of those that nothing needs. */
export interface ImageRoom {
  /** The largest first. */
  list(): Promise<OperatorImage[]>;
  /** Removes them; answers the bytes of those that are gone. Throws UserError `refused` for one that is needed. */
  remove(ids: readonly string[]): Promise<number>;
}

/** `pinned` are those that versions are kept to; `offered` are the names of the images that experiments may use. */
export function createImageRoom(
  engine: Pick<Engine, "images" | "removeImage">,
  offered: readonly string[],
  pinned: () => Promise<ReadonlySet<string>>,
): ImageRoom {
  async function list(): Promise<OperatorImage[]> {
    const [images, pins] = await Promise.all([engine.images(imageLabel, imagePrefix), pinned()]);
    return images
      .map(({ id, names, bytes, createdAt, containers, labels }) => ({
        ...{ id, names: [...names], bytes, createdAt, containers },
        keptFor: keptFor({ names, containers, labels }, offered, pins.has(id)),
      }))
      .toSorted((a, b) => b.bytes - a.bytes);
  }

  return {
    list,
    async remove(ids) {
      const known = new Map((await list()).map((image) => [image.id, image]));
      const wanted = ids.map((id) => {
        const image = known.get(id);
        if (image === undefined)
          throw new UserError("unknown", "One of these images is not there any more. Look again.");
        if (image.keptFor !== undefined)
          throw new UserError(
            "refused",
            `${image.names[0] ?? "One of these images"} is needed: ${reasons[image.keptFor]}.`,
          );
        return image;
      });
      let freed = 0;
      for (const image of wanted) freed += await removeOne(engine, image);
      return freed;
    },
  };
}

const reasons: Readonly<Record<NonNullable<OperatorImage["keptFor"]>, string>> = {
  containers: "containers are made of it",
  workspace: "a workspace has built it",
  version: "a version of an experiment was published with it",
  experiments: "experiments may use it",
  images: "others are built upon it",
};

/** What an image is kept for; undefined when nothing needs it. */
export function keptFor(
  { names, containers, labels }: Pick<ImageSummary, "names" | "containers" | "labels">,
  offered: readonly string[],
  isPinned: boolean,
): OperatorImage["keptFor"] {
  const plain = names.map((name) => name.replace(/:latest$/, ""));
  if (containers > 0) return "containers";
  if (workspaceOfLabels(labels) !== undefined) return "workspace";
  if (isPinned) return "version";
  if (plain.some((name) => offered.includes(name))) return "experiments";
  if (plain.some((name) => groundNames.includes(name.split(":")[0] ?? ""))) return "images";
  return undefined;
}

/** What another image was built upon stays for now, and can go when that one is gone. */
async function removeOne(engine: Pick<Engine, "removeImage">, image: OperatorImage): Promise<number> {
  try {
    await engine.removeImage(image.id);
    return image.bytes;
  } catch (error) {
    if (isRefusal(error, "missing") || isRefusal(error, "conflict")) return 0;
    throw error;
  }
}
