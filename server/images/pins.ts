import type { Database } from "#prisma/client";
import type { Engine } from "#server/engine/engine";
import { localImageFor } from "#shared/dockerfile/base-images";
import type { Experiment } from "#shared/experiment/experiment";
import { parseExperiment } from "#shared/experiment/parse-experiment";
import { UserError } from "#shared/failures";

/** What the names of images stand for in each version of an experiment: the same for all of its life. */
export interface Pins {
  /** The engine's id of an image; pinned when it is asked for the first time. Throws UserError("unavailable") when the pinned one is gone. */
  imageFor(version: string, name: string): Promise<string>;
  /** Pins what versions name that were published since. */
  pinNew(): Promise<void>;
  /** Every image that some version is pinned to. */
  needed(): Promise<ReadonlySet<string>>;
}

/** Pins in a database. */
export function createPins(database: Database, engine: Pick<Engine, "imageId">): Pins {
  /** Versions that this server has looked at. */
  const seen = new Set<string>();

  async function pin(versionId: string, name: string): Promise<string | undefined> {
    const imageId = await engine.imageId(name);
    if (imageId === undefined) return undefined;
    const where = { versionId_name: { versionId, name } };
    // Whoever was first decides.
    const row = await database.pinnedImage.upsert({ where, create: { versionId, name, imageId }, update: {} });
    return row.imageId;
  }

  return {
    async imageFor(versionId, name) {
      const row = await database.pinnedImage.findUnique({ where: { versionId_name: { versionId, name } } });
      // Without an image there is nothing to pin; who makes the machine says what to do.
      if (row === null) return (await pin(versionId, name)) ?? name;
      if ((await engine.imageId(row.imageId)) !== undefined) return row.imageId;
      throw new UserError(
        "unavailable",
        `The image ${name} with which this version was published (${row.imageId.replace("sha256:", "").slice(0, 12)}) is not on this machine any more. Ask the operator to run "varlab repin", which lets it use the ${name} that is here now.`,
      );
    },
    async pinNew() {
      const versions = await database.experimentVersion.findMany({
        where: { pins: { none: {} }, id: { notIn: [...seen] } },
        select: { id: true, compose: true },
      });
      for (const { id, compose } of versions) {
        const parsed = parseExperiment(compose);
        const names = parsed.ok ? namesIn(parsed.experiment) : [];
        for (const name of names) await pin(id, name);
        seen.add(id);
      }
    },
    async needed() {
      const rows = await database.pinnedImage.findMany({ distinct: ["imageId"], select: { imageId: true } });
      return new Set(rows.map(({ imageId }) => imageId));
    },
  };
}

/** Every image that machines of an experiment may be made of. */
export function namesIn({ services, toolchain, images }: Experiment): string[] {
  const bases = (images?.bases ?? []).map(localImageFor).filter((name) => name !== undefined);
  const named = services.filter(({ build }) => build === null).map(({ image }) => image);
  return [...new Set([`varlab/${toolchain}`, ...named, ...bases])];
}
