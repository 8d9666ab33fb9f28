import { z } from "zod";
import type { DockerClient } from "#server/engine/docker/docker-client";
import { findImage } from "#server/engine/docker/images";
import { labelFilters } from "#server/engine/docker/networks";
import { studentUser } from "#server/engine/docker/profile/container-body";
import type { ImageSpec, LabelledImage, Labels } from "#server/engine/engine";
import { UserError } from "#shared/failures";

const Created = z.object({ Id: z.string() });
const Listed = z.array(
  z.object({
    Id: z.string(),
    Size: z.number(),
    Created: z.number(),
    Labels: z.record(z.string(), z.string()).nullish(),
  }),
);

/** 256 MB on a slow disk. */
const copyLimitMs = 120_000;

/**
 * Makes an image of a base and some files, through a container that never starts: no program runs, so nothing of the files can act.
 * The container carries the labels of the installation alone, so that the reconciler removes what a crash leaves.
 */
export async function assembleImage(client: DockerClient, spec: ImageSpec, labels: Labels): Promise<string> {
  try {
    return await assemble(client, spec, labels);
  } finally {
    // Whoever reads for it would wait for ever otherwise.
    spec.files.destroy();
  }
}

async function assemble(client: DockerClient, spec: ImageSpec, labels: Labels): Promise<string> {
  const base = await findImage(client, spec.base);
  if (base === undefined)
    throw new UserError(
      "unavailable",
      `The image ${spec.base} is not on this machine. Ask the operator to run "varlab up" again, which builds it.`,
    );
  const container = {
    Image: base.id,
    Entrypoint: [...spec.entrypoint],
    Cmd: [...spec.command],
    NetworkDisabled: true,
    Labels: { ...labels },
    HostConfig: { NetworkMode: "none" },
  };
  const { Id } = await client.call({ method: "POST", path: "/containers/create", body: container }, Created);
  try {
    await client.upload(
      { method: "PUT", path: `/containers/${Id}/archive`, query: { path: "/" }, limitMs: copyLimitMs },
      spec.files,
    );
    const config = {
      Entrypoint: [...spec.entrypoint],
      Cmd: [...spec.command],
      Env: Object.entries(spec.env).map(([name, value]) => `${name}=${value}`),
      WorkingDir: spec.cwd,
      User: studentUser,
      ExposedPorts: Object.fromEntries(spec.ports.map((port) => [`${port}/tcp`, {}])),
      Labels: { ...labels, ...spec.labels },
    };
    const query = { container: Id, pause: false };
    const made = await client.call(
      { method: "POST", path: "/commit", query, body: config, limitMs: copyLimitMs },
      Created,
    );
    return made.Id;
  } finally {
    await client.send({ method: "DELETE", path: `/containers/${Id}`, query: { force: true, v: true } });
  }
}

/** The images that carry all these labels. */
export async function labelledImages(client: DockerClient, labels: Labels): Promise<LabelledImage[]> {
  const filters = JSON.stringify({ label: labelFilters(labels) });
  const listed = await client.call({ method: "GET", path: "/images/json", query: { filters } }, Listed);
  return listed.map((image) => ({
    id: image.Id,
    bytes: image.Size,
    createdAt: image.Created * 1000,
    labels: image.Labels ?? {},
  }));
}
