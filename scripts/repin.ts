// Forgets pinned images that are not on this machine any more, as `./varlab repin` does.
// usage: tsx scripts/repin.ts
import { createDatabase } from "#prisma/client";
import { createDockerEngine } from "#server/engine/docker/docker-engine";

async function main(): Promise<void> {
  const db = createDatabase(process.env.DATABASE_URL ?? "file:./var/varlab.db");
  const engine = createDockerEngine({ socketPath: process.env.VARLAB_DOCKER_SOCKET });
  try {
    const pinned = await db.pinnedImage.findMany({ distinct: ["imageId"], select: { imageId: true } });
    const gone: string[] = [];
    for (const { imageId } of pinned) if ((await engine.imageId(imageId)) === undefined) gone.push(imageId);
    const { count } = await db.pinnedImage.deleteMany({ where: { imageId: { in: gone } } });
    console.log(
      count === 0
        ? "Every version's images are on this machine. Nothing was changed."
        : `Images gone: ${gone.length}. Pins to them that were forgotten: ${count}. The next start uses the images that are here now.`,
    );
  } finally {
    await db.$disconnect();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
