import type { BuiltImage, Plan } from "#server/compositions/plan-record";
import { defaultNetwork, type Experiment, type Service } from "#shared/experiment/experiment";
import { type Composition, parseComposition } from "#shared/experiment/parse-experiment";

/** Whether Up and Down take the place of Build, Deploy and Start: students write images or the Compose file. */
export function isComposed({ images, studentCompose }: Experiment): boolean {
  return images !== null || studentCompose;
}

/** The experiment as it is in a workspace: with the student's services where the student writes them, and with the images that were built. */
export function effectiveExperiment(written: Experiment, plan: Plan | undefined): Experiment {
  if (!isComposed(written)) return written;
  const composition = written.studentCompose ? compositionOf(written, plan) : written;
  const services = composition.services.map((service) => withImage(service, plan?.images[service.family]));
  return { ...written, services, networks: composition.networks, volumes: composition.volumes };
}

const nothing: Composition = { services: [], networks: [defaultNetwork], volumes: [] };

/** What was read when it was brought up is read again; by a newer server that refuses it, nothing is up. */
function compositionOf({ images }: Experiment, plan: Plan | undefined): Composition {
  const parsed = plan?.compose == null ? undefined : parseComposition(plan.compose, images);
  return parsed?.ok ? parsed.composition : nothing;
}

function withImage(service: Service, image: BuiltImage | undefined): Service {
  const { build } = service;
  if (build === null || image === undefined) return service;
  return {
    ...service,
    image: image.id,
    launch: { kind: "command", command: commandOf(build, image) },
    workingDir: build.workingDir ?? image.workingDir,
    stopSignal: build.stopSignal ?? image.stopSignal ?? service.stopSignal,
    ports: [...new Set([...service.ports, ...image.ports])].sort((a, b) => a - b),
  };
}

/** As Compose has it: another entry point forgets the image's command. */
export function commandOf(
  build: Pick<NonNullable<Service["build"]>, "entrypoint" | "command">,
  image: { readonly entrypoint: readonly string[] | null; readonly command: readonly string[] | null },
): string[] {
  const command = build.command ?? (build.entrypoint === null ? image.command : null);
  return [...(build.entrypoint ?? image.entrypoint ?? []), ...(command ?? [])];
}
