import { randomBytes } from "node:crypto";
import { copyFile, mkdtemp, open, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { httpPaths } from "#shared/http";
import { ArtifactView } from "#shared/views";
import { interleaved, type Measure, milliseconds, timed, verdict } from "./sample";
import { host, probe, type Scene } from "./scene";

const rounds = 9;
const jarBytes = 20_000_000;
/** From the issue: what a deployment may take above the copy of the file. */
const allowedMs = 300;

/** A 20 MB jar onto an instance: out of the store, and all the way from the browser, against a durable copy of the file. */
export async function measureDeploying(scene: Scene): Promise<Measure[]> {
  const { page, installation } = scene;
  const folder = await mkdtemp(path.join(installation.data, "bench-"));
  const jar = path.join(folder, "big.jar");
  await writeFile(jar, randomBytes(jarBytes));
  const copy = () => timed(() => durableCopy(jar, path.join(folder, "copy.jar")));

  // Content that is known already would only be linked: each upload is another one.
  const uploaded = await interleaved(rounds, async () => timed(async () => upload(scene, randomBytes(jarBytes))), copy);
  const artifacts = [await upload(scene, randomBytes(jarBytes)), await upload(scene, randomBytes(jarBytes))];
  let turn = 0;
  const deployed = await interleaved(
    rounds,
    () => {
      const artifact = artifacts[turn++ % 2]?.id;
      return timed(() => page.value("instance:deploy", { names: [host], artifact }));
    },
    copy,
  );
  await rm(folder, { recursive: true });
  return [
    row("Deploy a 20 MB jar", deployed),
    row("Upload a 20 MB jar through the web origin and deploy it", uploaded),
  ];
}

function row(name: string, { ours, floor }: { ours: number; floor: number }): Measure {
  return {
    name,
    ours: milliseconds(ours),
    floor: `${milliseconds(floor)} copy`,
    target: `≤ copy + ${allowedMs} ms`,
    verdict: verdict(ours <= floor + allowedMs),
  };
}

async function upload(scene: Scene, content: Buffer): Promise<ArtifactView> {
  const query = new URLSearchParams({ name: probe, file: "big.jar" });
  const response = await fetch(`${scene.installation.origin}${httpPaths.package}?${query}`, {
    method: "POST",
    headers: { Authorization: `Bearer ${await scene.ticket()}`, Origin: scene.installation.origin },
    body: new Uint8Array(content),
  });
  if (!response.ok) throw new Error(`The upload was refused: ${await response.text()}`);
  return ArtifactView.parse(await response.json());
}

async function durableCopy(from: string, to: string): Promise<void> {
  await copyFile(from, to);
  const handle = await open(to, "r+");
  await handle.sync();
  await handle.close();
}
